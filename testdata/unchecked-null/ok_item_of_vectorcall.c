/* The items that a vectorcall is given are objects, whatever the code asks. */
#include <Python.h>

static int
fill(PyObject *self, PyObject *from)
{
    return PyDict_Update(self, from);
}

static PyObject *
table_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf,
                 PyObject *kwnames)
{
    Py_ssize_t n = PyVectorcall_NARGS(nargsf);
    PyObject *from = NULL;
    if (n > 1 || kwnames != NULL) {
        PyErr_SetString(PyExc_TypeError, "at most one argument");
        return NULL;
    }
    if (n == 1) {
        from = args[0];
        if (from != NULL && Py_TYPE(from) == (PyTypeObject *)type) {
            Py_INCREF(from);
            return from;
        }
    }
    PyObject *self = ((PyTypeObject *)type)->tp_alloc((PyTypeObject *)type, 0);
    if (self == NULL)
        return NULL;
    if (n == 1) {
        Py_INCREF(from);
        if (fill(self, from) < 0) {
            Py_DECREF(from);
            Py_DECREF(self);
            return NULL;
        }
        Py_DECREF(from);
    }
    return self;
}

static PyTypeObject TableType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "tables.Table",
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_vectorcall = table_vectorcall,
};

int
table_ready(void)
{
    TableType.tp_base = &PyDict_Type;
    return PyType_Ready(&TableType);
}
