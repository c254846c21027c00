/* The smaller one comes first: `self` is no longer the instance that the
 * method was called on.  Variables that are exchanged have no one origin. */
#include <Python.h>

typedef struct bag {
    PyObject_HEAD
    Py_ssize_t used;
    PyObject *items;
    char *text;
} Bag;

static PyTypeObject Bag_Type;

static PyObject *
bag_isdisjoint(Bag *self, PyObject *other)
{
    if (!PyObject_TypeCheck(other, &Bag_Type)) {
        PyErr_SetString(PyExc_TypeError, "a bag, please");
        return NULL;
    }
    if (((Bag *)other)->used < self->used) {
        PyObject *tmp = (PyObject *)self;
        self = (Bag *)other;
        other = tmp;
    }
    Py_INCREF(self);
    Py_INCREF(other);
    int found = PySequence_Contains(other, self->items);
    Py_DECREF(other);
    Py_DECREF(self);
    return found < 0 ? NULL : PyBool_FromLong(!found);
}

static PyMethodDef bag_methods[] = {
    {"isdisjoint", (PyCFunction)bag_isdisjoint, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static int
bag_traverse(Bag *self, visitproc visit, void *arg)
{
    Py_VISIT(self->items);
    return 0;
}

static int
bag_clear(Bag *self)
{
    Py_CLEAR(self->items);
    return 0;
}

static void
pick(Bag *from, Bag **a, Bag **b)
{
    *a = from;
    *b = from;
}

static void
bag_dealloc(Bag *self)
{
    Bag *one, *two, *spare;
    PyObject_GC_UnTrack(self);
    pick(self, &one, &two);
    if (one->used > two->used) {
        spare = one;
        one = two;
        two = spare;
    }
    PyMem_Free(one->text);
    bag_clear(self);
    PyObject_GC_Del(self);
}

static PyTypeObject Bag_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Bag",
    .tp_basicsize = sizeof(Bag),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_methods = bag_methods,
    .tp_traverse = (traverseproc)bag_traverse,
    .tp_clear = (inquiry)bag_clear,
    .tp_dealloc = (destructor)bag_dealloc,
};

int
bag_ready(void)
{
    return PyType_Ready(&Bag_Type);
}
