/* What is to become of the instance is collected in a plain struct first; the
 * reference is taken of what is read from there, and read again for the
 * store.
 */
#include <Python.h>

typedef struct {
    PyObject_HEAD PyObject *name, *parts;
} Plan;

struct collected {
    PyObject *name, *parts;
    int depth;
};

static int
collect(struct collected *c, PyObject *from)
{
    c->name = PyObject_Str(from);
    if (c->name == NULL)
        return -1;
    c->parts = PyTuple_Pack(2, c->name, c->name);
    return c->parts == NULL ? -1 : 0;
}

static PyObject *
plan_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    struct collected c = {NULL, NULL, 0};
    Plan *self = NULL;

    if (collect(&c, args) < 0)
        goto done;
    self = (Plan *)type->tp_alloc(type, 0);
    if (self == NULL)
        goto done;
    Py_INCREF(c.name);
    self->name = c.name;
    Py_INCREF(c.parts);
    self->parts = c.parts;
done:
    Py_XDECREF(c.name);
    Py_XDECREF(c.parts);
    return (PyObject *)self;
}

static void
plan_dealloc(Plan *self) // WARN dealloc-misses-field "'parts'"
{
    Py_XDECREF(self->name);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Plan_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Plan",
    .tp_basicsize = sizeof(Plan),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = plan_new,
    .tp_dealloc = (destructor)plan_dealloc,
};
