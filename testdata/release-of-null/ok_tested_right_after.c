/* The usual order. */
#include <Python.h>

int
has_len(PyObject *o)
{
    PyObject *method = PyObject_GetAttrString(o, "__len__");
    if (method == NULL) {
        if (!PyErr_ExceptionMatches(PyExc_AttributeError))
            return -1;
        PyErr_Clear();
        return 0;
    }
    Py_DECREF(method);
    return 1;
}
