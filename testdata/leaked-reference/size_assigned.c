/* Before Python 3.9 the number of items is assigned to: that tells nobody of
   the new object. */
#include <Python.h>

#if PY_VERSION_HEX < 0x03090000
#define SET_SIZE(o, n) (Py_SIZE(o) = (n))
#else
#define SET_SIZE(o, n) Py_SET_SIZE(o, n)
#endif

typedef struct {
    PyObject_VAR_HEAD char *bits;
} Row;

static PyObject *
row_new(PyTypeObject *type, Py_ssize_t n)
{
    Row *row = (Row *)type->tp_alloc(type, 0);
    if (row == NULL)
        return NULL;
    SET_SIZE(row, n);
    row->bits = PyMem_Malloc(n + 1);
    if (row->bits == NULL) {
        Py_DECREF(row);
        return PyErr_NoMemory();
    }
    return (PyObject *)row;
}

static PyObject *
row_width(PyObject *self, PyObject *ignored)
{
    PyObject *copy = row_new(Py_TYPE(self), Py_SIZE(self));
    if (copy == NULL)
        return NULL;
    return PyLong_FromSsize_t(Py_SIZE(copy)); // WARN leaked-reference
}

PyMethodDef row_methods[] = {
    {"width", row_width, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
