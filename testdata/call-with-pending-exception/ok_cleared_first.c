/* A missing attribute is forgiven before anything else runs. */
#include <Python.h>

PyObject *
label_of(PyObject *o)
{
    PyObject *label = PyObject_GetAttrString(o, "label");
    if (label == NULL) {
        if (!PyErr_ExceptionMatches(PyExc_AttributeError))
            return NULL;
        PyErr_Clear();
        label = PyObject_Repr(o);
    }
    return label;
}

// RUN label_of("abc")
