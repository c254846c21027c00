/* A Py_buffer in a block of its own, of which one helper frees only half. */
#include <Python.h>

static Py_buffer *
view_of(PyObject *o)
{
    Py_buffer *view = PyMem_Malloc(sizeof *view);
    if (view == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    if (PyObject_GetBuffer(o, view, PyBUF_ND) < 0) {
        PyMem_Free(view);
        return NULL;
    }
    return view;
}

static void
view_release(Py_buffer *view)
{
    PyBuffer_Release(view);
}

PyObject *
length_of(PyObject *self, PyObject *o)
{
    Py_buffer *view = view_of(o);
    if (view == NULL)
        return NULL;
    Py_ssize_t n = view->len;
    view_release(view);
    return PyLong_FromSsize_t(n); // WARN leaked-allocation "'view'"
}

PyMethodDef methods[] = {{"length_of", length_of, METH_O, NULL},
                         {NULL, NULL, 0, NULL}};
