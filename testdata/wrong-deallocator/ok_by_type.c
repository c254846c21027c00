/* One function frees instances of every type: with what the type has, or
 * else as plain memory. */
#include <Python.h>

typedef struct {
    PyObject ob_base;
    PyObject *message;
} Shape;

static void
free_by_type(void *self)
{
    PyTypeObject *type = Py_TYPE((PyObject *)self);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    if (release != NULL)
        release(self);
    else
        PyObject_Free(self);
    Py_DECREF(type);
}

static void
shape_dealloc(Shape *self)
{
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->message);
    free_by_type(self);
}

static int
shape_traverse(Shape *self, visitproc visit, void *arg)
{
#if PY_VERSION_HEX >= 0x03090000
    Py_VISIT(Py_TYPE(self));
#endif
    Py_VISIT(self->message);
    return 0;
}

static int
shape_clear(Shape *self)
{
    Py_CLEAR(self->message);
    return 0;
}

static PyType_Slot shape_slots[] = {
    {Py_tp_dealloc, (void *)shape_dealloc},
    {Py_tp_traverse, (void *)shape_traverse},
    {Py_tp_clear, (void *)shape_clear},
    {0, NULL},
};

PyType_Spec shape_spec = {
    "draw.Shape", sizeof(Shape), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, shape_slots,
};

PyObject *
shape_make(void)
{
    return PyType_FromSpec(&shape_spec);
}
