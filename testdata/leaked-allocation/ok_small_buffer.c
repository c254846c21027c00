/* Small inputs use the stack; the pointer tells which it was. */
#include <Python.h>
#include <stdlib.h>
#include <string.h>

PyObject *
upper(const char *s)
{
    char small[64], *p = small;
    size_t n = strlen(s);
    if (n >= sizeof small) {
        p = malloc(n + 1);
        if (p == NULL)
            return PyErr_NoMemory();
    }
    for (size_t i = 0; i <= n; i++)
        p[i] = (char)Py_TOUPPER(s[i]);
    PyObject *r = PyUnicode_FromString(p);
    if (p != small)
        free(p);
    return r;
}

// RUN upper("a")
// RUN upper("a" * 100)
