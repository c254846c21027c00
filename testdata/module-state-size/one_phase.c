/* A module with m_size -1 has no state at all. */
#include <Python.h>

struct state {
    long calls;
};

static PyObject *
call(PyObject *m, PyObject *Py_UNUSED(ignored))
{
    struct state *st = PyModule_GetState(m); // WARN module-state-size "m_size is -1"
    return PyLong_FromLong(++st->calls);
}

static PyMethodDef methods[] = {
    {"call", call, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef phone = {
    PyModuleDef_HEAD_INIT, "phone", NULL, -1, methods, NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit_phone(void)
{
    return PyModule_Create(&phone);
}
