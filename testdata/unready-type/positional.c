/* Rows in the order of the header. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int value;
} Thing;

static void
thing_dealloc(PyObject *self)
{
    PyObject_Del(self);
}

static PyTypeObject Thing_Type = {
    PyVarObject_HEAD_INIT(NULL, 0) "things.Thing",
    sizeof(Thing),
    0,
    thing_dealloc,
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
    return PyModule_Create(&module);
}
