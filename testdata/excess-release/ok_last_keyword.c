/* The last unit is not refused, and what else may be wrong is found before it:
 * a keyword too many, a required argument that is missing.  So the field is
 * NULL still when the call fails.
 */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *list;
    int n;
} thing;

static int
thing_init(thing *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"n", "list", NULL};
    self->list = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "i|O", names, &self->n,
                                     &self->list))
        return -1;
    Py_XINCREF(self->list);
    return 0;
}

static void
thing_dealloc(thing *self)
{
    Py_XDECREF(self->list);
    Py_TYPE(self)->tp_free(self);
}

PyTypeObject thing_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "m.thing",
    .tp_basicsize = sizeof(thing),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)thing_init,
    .tp_dealloc = (destructor)thing_dealloc,
};
