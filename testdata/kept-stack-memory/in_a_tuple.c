/* Handed out in a tuple. */
#include <Python.h>

PyObject *
read_frame(PyObject *self, PyObject *number)
{
    char frame[256] = {0};
    frame[0] = (char)PyLong_AsLong(number);
    if (PyErr_Occurred())
        return NULL;
    PyObject *pair = PyTuple_New(2);
    if (pair == NULL)
        return NULL;
    PyObject *view = PyMemoryView_FromMemory(frame, sizeof frame, PyBUF_WRITE);
    if (view == NULL) {
        Py_DECREF(pair);
        return NULL;
    }
    Py_INCREF(number);
    PyTuple_SET_ITEM(pair, 0, number);
    PyTuple_SET_ITEM(pair, 1, view); // WARN kept-stack-memory "frame"
    return pair;
}
