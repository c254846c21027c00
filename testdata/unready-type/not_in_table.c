/* A loop over a table that leaves one out. */
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

static PyTypeObject *all_types[] = {&Other_Type, NULL};

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
    for (PyTypeObject **t = all_types; *t != NULL; t++)
        if (PyType_Ready(*t) < 0)
            return NULL;
    return PyModule_Create(&module);
}
