// In a loop: the item of a tuple gives way to NULL and is released.  Rounds
// without number are one state, in which it is some item.
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *sources;
    PyObject *filler;
    Py_ssize_t alive;
} Merge;

static PyObject *
merge_next(Merge *self)
{
    Py_ssize_t i, n = PyTuple_GET_SIZE(self->sources);
    PyObject *row = PyTuple_New(n);
    if (row == NULL)
        return NULL;
    for (i = 0; i < n; i++) {
        PyObject *item, *source = PyTuple_GET_ITEM(self->sources, i);
        if (source == NULL)
            item = Py_NewRef(self->filler);
        else {
            item = PyIter_Next(source);
            if (item == NULL) {
                self->alive--;
                if (self->alive == 0 || PyErr_Occurred()) {
                    self->alive = 0;
                    Py_DECREF(row);
                    return NULL;
                }
                item = Py_NewRef(self->filler);
                PyTuple_SET_ITEM(self->sources, i, NULL);
                Py_DECREF(source); // DOUBT excess-release
            }
        }
        PyTuple_SET_ITEM(row, i, item);
    }
    return row;
}

static int
merge_traverse(Merge *self, visitproc visit, void *arg)
{
    Py_VISIT(self->sources);
    Py_VISIT(self->filler);
    return 0;
}

static int
merge_clear(Merge *self)
{
    Py_CLEAR(self->sources);
    Py_CLEAR(self->filler);
    return 0;
}

static void
merge_dealloc(Merge *self)
{
    PyObject_GC_UnTrack(self);
    merge_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Merge_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "walk.Merge",
    .tp_basicsize = sizeof(Merge),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = (traverseproc)merge_traverse,
    .tp_clear = (inquiry)merge_clear,
    .tp_dealloc = (destructor)merge_dealloc,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = (iternextfunc)merge_next,
};
