/* tp_dealloc follows the field to ask what the other object says, and leaves
 * the reference behind. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    void *handle;
    PyObject *owner;
} Surface;

void surface_unmap(void *owner, void *handle);
void surface_free(void *handle);

static void
surface_dealloc(Surface *self)
{
    if (self->handle != NULL)
        surface_free(self->handle);
    Py_CLEAR(self->owner);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Surface_Type = { // DOUBT container-without-gc
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "surf.Surface",
    .tp_basicsize = sizeof(Surface),
    .tp_dealloc = (destructor)surface_dealloc,
};

static void
mapped_dealloc(Surface *self) // WARN dealloc-misses-field "owner"
{
    Surface *owner = (Surface *)self->owner;
    if (owner->handle != NULL)
        surface_unmap(owner->handle, self->handle);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Mapped_Type = { // DOUBT container-without-gc
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "surf.Mapped",
    .tp_basicsize = sizeof(Surface),
    .tp_dealloc = (destructor)mapped_dealloc,
    .tp_base = &Surface_Type,
};

PyObject *
surface_map(Surface *self, PyObject *ignored)
{
    Surface *mapped = (Surface *)Mapped_Type.tp_alloc(&Mapped_Type, 0);
    if (mapped == NULL)
        return NULL;
    mapped->handle = self->handle;
    mapped->owner = Py_NewRef((PyObject *)self);
    return (PyObject *)mapped;
}

PyMODINIT_FUNC
PyInit_surf(void)
{
    static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, .m_name = "surf"};
    if (PyType_Ready(&Surface_Type) < 0 || PyType_Ready(&Mapped_Type) < 0)
        return NULL;
    return PyModule_Create(&module);
}
