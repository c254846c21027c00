/* One type is made ready twice, the other never. */
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

static PyTypeObject Other_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "things.Other",
    .tp_basicsize = sizeof(Thing),
    .tp_flags = Py_TPFLAGS_DEFAULT,
};

PyObject *
thing_make(int value)
{
    Thing *t = PyObject_New(Thing, &Thing_Type); // WARN unready-type "is used by PyObject_New()"
    if (t != NULL)
        t->value = value;
    return (PyObject *)t;
}

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "things", .m_size = -1,
};

PyMODINIT_FUNC
PyInit_things(void)
{
    if (PyType_Ready(&Other_Type) < 0 || PyType_Ready(&Other_Type) < 0)
        return NULL;
    return PyModule_Create(&module);
}
