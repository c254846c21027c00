/* What popen() opened waits for its process in pclose(). */
#include <Python.h>
#include <stdio.h>

PyObject *
output_of(const char *command)
{
    char line[512];
    FILE *p = popen(command, "r");
    if (p == NULL)
        return PyErr_SetFromErrno(PyExc_OSError);
    char *s = fgets(line, sizeof line, p);
    fclose(p); // WARN allocator-mismatch "instead of pclose()"
    return PyUnicode_FromString(s != NULL ? s : "");
}
