/* New objects live in the fields of the new instance: releasing the
 * instance runs tp_dealloc, which releases them. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *first;
    PyObject *last;
} Person;

static void
Person_dealloc(Person *self)
{
    Py_XDECREF(self->first);
    Py_XDECREF(self->last);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *
Person_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    Person *self = (Person *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->first = PyUnicode_FromString("");
    if (self->first == NULL) {
        Py_DECREF(self);
        return NULL;
    }
    self->last = PyUnicode_FromString("");
    if (self->last == NULL) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

PyTypeObject Person_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "people.Person",
    .tp_basicsize = sizeof(Person),
    .tp_dealloc = (destructor)Person_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = Person_new,
};
