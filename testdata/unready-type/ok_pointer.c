/* Through a variable. */
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
thing_make(int value)
{
    Thing *t = PyObject_New(Thing, &Thing_Type);
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
    PyTypeObject *type = &Thing_Type;
    if (PyType_Ready(type) < 0)
        return NULL;
    return PyModule_Create(&module);
}
