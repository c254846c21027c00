/* Two fields hold objects; the collector is shown both. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *rows;
    PyObject *columns;
} Page;

static int
page_init(Page *self, PyObject *args, PyObject *kwargs)
{
    PyObject *rows = PyList_New(0), *columns = PyList_New(0);
    if (rows == NULL || columns == NULL) {
        Py_XDECREF(rows);
        Py_XDECREF(columns);
        return -1;
    }
    Py_XSETREF(self->rows, rows);
    Py_XSETREF(self->columns, columns);
    return 0;
}

static int
page_traverse(Page *self, visitproc visit, void *arg)
{
    Py_VISIT(self->rows);
    Py_VISIT(self->columns);
    return 0;
}

static int
page_clear(Page *self)
{
    Py_CLEAR(self->rows);
    Py_CLEAR(self->columns);
    return 0;
}

static void
page_dealloc(Page *self)
{
    PyObject_GC_UnTrack(self);
    page_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject page_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "pages.Page",
    .tp_basicsize = sizeof(Page),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)page_init,
    .tp_dealloc = (destructor)page_dealloc,
    .tp_traverse = (traverseproc)page_traverse,
    .tp_clear = (inquiry)page_clear,
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "pages", .m_size = -1,
};

PyMODINIT_FUNC
PyInit_pages(void)
{
    if (PyType_Ready(&page_type) < 0)
        return NULL;
    PyObject *m = PyModule_Create(&def);
    if (m == NULL)
        return NULL;
    Py_INCREF(&page_type);
    if (PyModule_AddObject(m, "Page", (PyObject *)&page_type) < 0) {
        Py_DECREF(&page_type);
        Py_DECREF(m);
        return NULL;
    }
    return m;
}

// RUN Page()
