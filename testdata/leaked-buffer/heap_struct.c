/* The struct is freed; the buffer in it was never released. */
#include <Python.h>

int
probe(PyObject *o)
{
    Py_buffer *view = PyMem_Malloc(sizeof *view);
    if (view == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    if (PyObject_GetBuffer(o, view, PyBUF_SIMPLE) < 0) {
        PyMem_Free(view);
        return -1;
    }
    int empty = view->len == 0;
    PyMem_Free(view); // WARN leaked-buffer "view"
    return empty;
}
