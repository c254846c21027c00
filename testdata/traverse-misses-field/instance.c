/* Two fields hold objects; the collector is shown one of them. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *rows;
    PyObject *columns;
} Sheet;

static int
sheet_init(Sheet *self, PyObject *args, PyObject *kwargs)
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
sheet_traverse(Sheet *self, visitproc visit, void *arg) // WARN traverse-misses-field "columns"
{
    Py_VISIT(self->rows);
    return 0;
}

static int
sheet_clear(Sheet *self)
{
    Py_CLEAR(self->rows);
    Py_CLEAR(self->columns);
    return 0;
}

static void
sheet_dealloc(Sheet *self)
{
    PyObject_GC_UnTrack(self);
    sheet_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject sheet_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "sheets.Sheet",
    .tp_basicsize = sizeof(Sheet),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)sheet_init,
    .tp_dealloc = (destructor)sheet_dealloc,
    .tp_traverse = (traverseproc)sheet_traverse,
    .tp_clear = (inquiry)sheet_clear,
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "sheets", .m_size = -1,
};

PyMODINIT_FUNC
PyInit_sheets(void)
{
    if (PyType_Ready(&sheet_type) < 0)
        return NULL;
    PyObject *m = PyModule_Create(&def);
    if (m == NULL)
        return NULL;
    Py_INCREF(&sheet_type);
    if (PyModule_AddObject(m, "Sheet", (PyObject *)&sheet_type) < 0) {
        Py_DECREF(&sheet_type);
        Py_DECREF(m);
        return NULL;
    }
    return m;
}

// RUN Sheet()
