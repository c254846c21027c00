/* The field lies in a struct inside the instance. */
#include <Python.h>

struct source {
    PyObject *object;
    Py_ssize_t length;
};

typedef struct {
    PyObject_HEAD
    struct source source;
} View;

static int
view_init(View *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *object;
    if (!PyArg_ParseTuple(args, "O", &object))
        return -1;
    Py_INCREF(object);
    Py_XSETREF(self->source.object, object);
    return 0;
}

static PyObject *
view_release(PyObject *obj, PyObject *Py_UNUSED(ignored))
{
    struct source *source = &((View *)obj)->source;
    Py_XDECREF(source->object); // WARN dangling-field "'source.object'"
    source->length = 0;
    Py_RETURN_NONE;
}

static PyMethodDef view_methods[] = {
    {"release", view_release, METH_NOARGS, NULL},
    {NULL},
};

static int
view_traverse(View *self, visitproc visit, void *arg)
{
    Py_VISIT(self->source.object);
    return 0;
}

static int
view_clear(View *self)
{
    Py_CLEAR(self->source.object);
    return 0;
}

static void
view_dealloc(View *self)
{
    PyObject_GC_UnTrack(self);
    view_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject View_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.View",
    .tp_basicsize = sizeof(View),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)view_dealloc,
    .tp_traverse = (traverseproc)view_traverse,
    .tp_clear = (inquiry)view_clear,
    .tp_init = (initproc)view_init,
    .tp_methods = view_methods,
};

int
view_ready(void)
{
    return PyType_Ready(&View_Type);
}
