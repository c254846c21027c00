/* The helper's block is the caller's to free. */
#include <Python.h>
#include <string.h>

static char *
quote(const char *s)
{
    size_t n = strlen(s);
    char *q = PyMem_Malloc(n + 3);
    if (q == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    q[0] = q[n + 1] = '"';
    memcpy(q + 1, s, n);
    q[n + 2] = '\0';
    return q;
}

PyObject *
quoted(const char *s)
{
    char *q = quote(s);
    if (q == NULL)
        return NULL;
    return PyUnicode_FromString(q); // WARN leaked-allocation "'q'"
}

// RUN quoted("abc")
