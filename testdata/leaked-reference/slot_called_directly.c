/* A factory calls the constructor through the type's own slot, without
   arguments. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *label;
    long number;
} Part;

extern PyTypeObject Part_Type;

static PyObject *
part_from_number(const char *label, long number)
{
    Part *self = (Part *)Part_Type.tp_new(&Part_Type, NULL, NULL);
    if (self == NULL)
        return NULL;
    self->number = number;
    self->label = PyUnicode_FromString(label);
    if (self->label == NULL) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

int
index_parts(PyObject *index, const char *const *labels, PyObject *seen)
{
    for (long i = 0; labels[i] != NULL; i++) {
        if (PyDict_SetItem(index, part_from_number(labels[i], i), seen) < 0) // WARN leaked-reference "result of part_from_number() leaks" // WARN unchecked-null "result of part_from_number()"
            return -1;
    }
    return 0;
}

static PyObject *
Part_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    return type->tp_alloc(type, 0);
}

static void
Part_dealloc(Part *self)
{
    Py_XDECREF(self->label);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Part_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "stock.Part",
    .tp_basicsize = sizeof(Part),
    .tp_dealloc = (destructor)Part_dealloc,
    .tp_new = Part_new,
    .tp_flags = Py_TPFLAGS_DEFAULT,
};
