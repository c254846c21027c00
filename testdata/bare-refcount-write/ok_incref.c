/* The usual way. */
#include <Python.h>

PyObject *
share(PyObject *o)
{
    Py_INCREF(o);
    return o;
}
