/* The type comes from the module's state: the struct tells which one. */
#include <Python.h>

typedef struct {
    PyTypeObject *bag_type;
} state;

typedef struct {
    PyObject_HEAD
    PyObject *items;
} Bag;

static int
bag_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(((Bag *)self)->items);
    return 0;
}

static int
bag_clear(PyObject *self)
{
    Py_CLEAR(((Bag *)self)->items);
    return 0;
}

static void
bag_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    bag_clear(self);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyType_Slot bag_slots[] = {{Py_tp_traverse, bag_traverse},
                                  {Py_tp_clear, bag_clear},
                                  {Py_tp_dealloc, bag_dealloc},
                                  {0, NULL}};

PyType_Spec bag_spec = {.name = "demo.Bag",
                        .basicsize = sizeof(Bag),
                        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
                        .slots = bag_slots};

static PyObject *
make_bag(PyObject *module, PyObject *items)
{
    state *st = PyModule_GetState(module);
    Bag *bag = (Bag *)st->bag_type->tp_alloc(st->bag_type, 0);
    if (bag == NULL)
        return NULL;
    bag->items = Py_NewRef(items);
    PyObject_GC_Track(bag); // WARN tracked-too-early "tp_alloc()"
    return (PyObject *)bag;
}

static PyObject *
ok_make_bag(PyObject *module, PyObject *items)
{
    state *st = PyModule_GetState(module);
    Bag *bag = PyObject_GC_New(Bag, st->bag_type);
    if (bag == NULL)
        return NULL;
    bag->items = Py_NewRef(items);
    PyObject_GC_Track(bag);
    return (PyObject *)bag;
}

PyMethodDef methods[] = {{"make_bag", make_bag, METH_O, NULL},
                         {"copy_bag", ok_make_bag, METH_O, NULL},
                         {NULL, NULL, 0, NULL}};
