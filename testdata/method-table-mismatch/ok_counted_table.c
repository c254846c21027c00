/* A table that only the module's own loop reads needs no end. */
#include <Python.h>

static PyObject *
one(PyObject *self, PyObject *ignored)
{
    return PyLong_FromLong(1);
}

static PyMethodDef extra[] = {
    {"one", one, METH_NOARGS, NULL},
    {"uno", one, METH_NOARGS, NULL},
};

int
add_extra(PyObject *dict)
{
    for (size_t i = 0; i < sizeof extra / sizeof *extra; i++) {
        PyObject *f = PyCFunction_New(&extra[i], NULL);
        if (f == NULL)
            return -1;
        int rc = PyDict_SetItemString(dict, extra[i].ml_name, f);
        Py_DECREF(f);
        if (rc < 0)
            return -1;
    }
    return 0;
}
