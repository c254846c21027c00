/* The right operand goes, the left variable is replaced, NULL on error. */
#include <Python.h>

PyObject *
framed(PyObject *body)
{
    PyObject *frame = PyBytes_FromString("<");
    if (frame == NULL)
        return NULL;
    PyBytes_Concat(&frame, body);
    if (frame == NULL)
        return NULL;
    PyObject *end = PyBytes_FromString(">");
    if (end == NULL) {
        Py_DECREF(frame);
        return NULL;
    }
    PyBytes_ConcatAndDel(&frame, end);
    return frame;
}

// RUN framed(b"xyz")
