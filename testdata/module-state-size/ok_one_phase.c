/* A module of one phase can have a state. */
#include <Python.h>

struct state {
    long calls;
};

static PyObject *
call(PyObject *m, PyObject *Py_UNUSED(ignored))
{
    struct state *st = PyModule_GetState(m);
    return PyLong_FromLong(++st->calls);
}

static PyMethodDef methods[] = {
    {"call", call, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef phone = {
    PyModuleDef_HEAD_INIT, "phone", NULL, sizeof(struct state), methods, NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit_phone(void)
{
    return PyModule_Create(&phone);
}
