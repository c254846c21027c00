/* Fields of a struct that is made at run time, at offsets that a table tells:
 * what is written at one offset does not replace what stands at another, though
 * both have the same name in the code.
 */
#include <Python.h>

typedef struct {
    PyHeapTypeObject base;
    PyObject *fields;
    PyObject *defaults;
    Py_ssize_t *offsets;
} record_type;

static PyObject *
given_or_new(PyObject *value)
{
    if (PyList_CheckExact(value))
        return PyList_New(0);
    Py_INCREF(value);
    return value;
}

static PyObject *
record_call(PyObject *cls, PyObject *const *args, size_t nargsf,
            PyObject *names)
{
    record_type *type = (record_type *)cls;
    Py_ssize_t given = PyVectorcall_NARGS(nargsf);
    Py_ssize_t named = names == NULL ? 0 : PyTuple_GET_SIZE(names);
    Py_ssize_t all = PyTuple_GET_SIZE(type->fields);
    PyObject *self = PyType_GenericAlloc((PyTypeObject *)cls, 0);
    if (self == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < named; i++) {
        PyObject *value;
        char *address;
        Py_ssize_t at;
        for (at = given; at < all; at++)
            if (PyTuple_GET_ITEM(names, i) == PyTuple_GET_ITEM(type->fields, at))
                goto found;
        PyErr_SetString(PyExc_TypeError, "no such field");
        goto error;
    found:
        value = args[i + given];
        address = (char *)self + type->offsets[at];
        Py_INCREF(value);
        *(PyObject **)address = value;
    }
    for (Py_ssize_t at = given; at < all; at++) {
        char *address = (char *)self + type->offsets[at];
        if (*(PyObject **)address == NULL) {
            PyObject *value = PyTuple_GET_ITEM(type->defaults, at);
            value = given_or_new(value);
            if (value == NULL)
                goto error;
            *(PyObject **)address = value;
        }
    }
    return self;
error:
    Py_DECREF(self);
    return NULL;
}

vectorcallfunc record_entry = record_call;
