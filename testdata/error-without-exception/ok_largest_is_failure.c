/* UINT32_MAX says that there is an exception; what a table has is another
 * number, though nothing here says so.
 */
#include <Python.h>
#include <stdint.h>

struct condition {
    PyObject *type;
    uint32_t flag;
};

extern struct condition conditions[];

static uint32_t
flag_of(PyObject *type)
{
    for (struct condition *c = conditions; c->type != NULL; c++)
        if (c->type == type)
            return c->flag;
    PyErr_SetString(PyExc_TypeError, "no condition");
    return UINT32_MAX;
}

static uint32_t
flags_of(PyObject *list)
{
    uint32_t flags = 0;
    if (!PyList_Check(list)) {
        PyErr_SetString(PyExc_TypeError, "a list of conditions");
        return UINT32_MAX;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); i++) {
        uint32_t one = flag_of(PyList_GET_ITEM(list, i));
        if (one == UINT32_MAX)
            return UINT32_MAX;
        flags |= one;
    }
    return flags;
}

typedef struct {
    PyObject_HEAD
    uint32_t traps;
} Context;

static int
context_init(Context *self, PyObject *args, PyObject *Py_UNUSED(kwds))
{
    PyObject *list;
    if (!PyArg_ParseTuple(args, "O", &list))
        return -1;
    uint32_t flags = flags_of(list);
    if (flags == UINT32_MAX)
        return -1;
    self->traps = flags;
    return 0;
}

PyTypeObject Context_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Context",
    .tp_basicsize = sizeof(Context),
    .tp_init = (initproc)context_init,
};
