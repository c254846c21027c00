/* tp_dealloc knows that the field is empty: close() has seen to it. */
#include <Python.h>
#include <assert.h>

typedef struct {
    PyObject_HEAD
    PyObject *owner;
} Handle;

static void
handle_dealloc(Handle *self)
{
    assert(self->owner == NULL);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Handle_Type = { // DOUBT container-without-gc
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "handle.Handle",
    .tp_basicsize = sizeof(Handle),
    .tp_dealloc = (destructor)handle_dealloc,
};

PyObject *
handle_open(PyObject *owner)
{
    Handle *self = (Handle *)Handle_Type.tp_alloc(&Handle_Type, 0);
    if (self == NULL)
        return NULL;
    self->owner = Py_NewRef(owner);
    return (PyObject *)self;
}

void
handle_close(Handle *self)
{
    Py_CLEAR(self->owner);
}

PyMODINIT_FUNC
PyInit_handle(void)
{
    static struct PyModuleDef module = {
        PyModuleDef_HEAD_INIT, .m_name = "handle"};
    if (PyType_Ready(&Handle_Type) < 0)
        return NULL;
    return PyModule_Create(&module);
}
