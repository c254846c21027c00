/* tp_new is filled in, and that is all. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int value;
} Thing;

static PyTypeObject Thing_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "things.Thing",
    .tp_basicsize = sizeof(Thing),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_new = PyType_GenericNew,
};

PyObject *
thing_make(void)
{
    return PyType_GenericAlloc(&Thing_Type, 0); // WARN unready-type "PyType_GenericAlloc()"
}

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "things", .m_size = -1,
};

PyMODINIT_FUNC
PyInit_things(void)
{
    Thing_Type.tp_alloc = PyType_GenericAlloc;
    return PyModule_Create(&module);
}
