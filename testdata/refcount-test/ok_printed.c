// PYTHON >=3.10
/* In a message. */
#include <Python.h>

PyObject *
describe(PyObject *o)
{
    return PyUnicode_FromFormat("%p has %zd", (void *)o, Py_REFCNT(o));
}
