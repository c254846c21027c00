/* Memory of its own, made an object by PyObject_Init(). */
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
    Thing *t = PyObject_Malloc(sizeof *t);
    if (t == NULL)
        return PyErr_NoMemory();
    t->value = 0;
    return PyObject_Init((PyObject *)t, &Thing_Type); // WARN unready-type "PyObject_Init()"
}

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "things", .m_size = -1,
};

PyMODINIT_FUNC
PyInit_things(void)
{
    return PyModule_Create(&module);
}
