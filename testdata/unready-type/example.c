/* The iterator's type is never made ready. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    Py_ssize_t left;
} Countdown;

static PyObject *
countdown_next(PyObject *op)
{
    Countdown *self = (Countdown *)op;
    return self->left > 0 ? PyLong_FromSsize_t(self->left--) : NULL;
}

static PyTypeObject Countdown_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "count.Countdown",
    .tp_basicsize = sizeof(Countdown),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = countdown_next,
};

static PyObject *
countdown(PyObject *Py_UNUSED(module), PyObject *arg)
{
    Py_ssize_t n = PyLong_AsSsize_t(arg);
    if (n == -1 && PyErr_Occurred())
        return NULL;
    Countdown *it = PyObject_New(Countdown, &Countdown_Type); // WARN unready-type "nothing calls PyType_Ready()"
    if (it == NULL)
        return NULL;
    it->left = n;
    return (PyObject *)it;
}

static PyMethodDef functions[] = {
    {"countdown", countdown, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "count", .m_size = -1,
    .m_methods = functions,
};

PyMODINIT_FUNC
PyInit_count(void)
{
    return PyModule_Create(&module);
}
