/* The text is freed before the exception is made from it. */
#include <Python.h>
#include <stdlib.h>
#include <string.h>

int
check(const char *raw)
{
    char *name = strdup(raw);
    if (name == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    size_t n = strlen(name);
    free(name);
    if (n > 100) {
        PyErr_SetString(PyExc_ValueError, name); // WARN use-after-free "'name'"
        return -1;
    }
    return 0;
}
