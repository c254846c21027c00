/* The contents of the Py_buffer are released, its own block is not. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    Py_buffer *view;
} Reader;

static void
reader_dealloc(Reader *r) // WARN leaked-allocation "does not free 'view'"
{
    if (r->view != NULL) {
        PyBuffer_Release(r->view);
        r->view = NULL;
    }
    PyObject_Free(r);
}

static PyTypeObject Reader_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Reader",
    .tp_basicsize = sizeof(Reader),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)reader_dealloc,
};

PyObject *
open_reader(PyObject *module, PyObject *source)
{
    Reader *r = PyObject_New(Reader, &Reader_Type);
    if (r == NULL)
        return NULL;
    r->view = PyMem_Malloc(sizeof(Py_buffer));
    if (r->view == NULL) {
        Py_DECREF(r);
        return PyErr_NoMemory();
    }
    memset(r->view, 0, sizeof *r->view);
    if (PyObject_GetBuffer(source, r->view, PyBUF_SIMPLE) < 0) {
        Py_DECREF(r);
        return NULL;
    }
    return (PyObject *)r;
}
