/* A generator of ids, in tp_iternext. */
#include <Python.h>

static Py_ssize_t last_id = 0;

static PyObject *
ids_next(PyObject *self)
{
    last_id += 1; // WARN unguarded-static "'last_id'"
    return PyLong_FromSsize_t(last_id);
}

PyTypeObject ids_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "ids.ids",
    .tp_basicsize = sizeof(PyObject),
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = ids_next,
};
