/* The helper frees what lies behind its parameter and leaves the pointer. */
#include <Python.h>
#include <stdlib.h>

static void
drop(char **text)
{
    free(*text);
}

PyObject *
shout(const char *s)
{
    char *copy = strdup(s);
    if (copy == NULL)
        return PyErr_NoMemory();
    for (char *p = copy; *p != '\0'; p++)
        *p = (char)toupper((unsigned char)*p);
    PyObject *result = PyUnicode_FromString(copy);
    drop(&copy);
    return result;
}
