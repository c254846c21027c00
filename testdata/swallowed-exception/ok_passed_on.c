/* Every error is the caller's business. */
#include <Python.h>

int
has_items(PyObject *o)
{
    Py_ssize_t n = PyObject_Length(o);
    if (n < 0)
        return -1;
    return n > 0;
}
