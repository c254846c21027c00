/* Functions without the module find it by its definition. */
#include <Python.h>

typedef struct {
    int depth;
} log_state;

static struct PyModuleDef log_module;

static log_state *
log_now(void)
{
    PyObject *m = PyState_FindModule(&log_module);
    void *st = m == NULL ? NULL : PyModule_GetState(m); // WARN module-state-size "m_size is -1"
    return (log_state *)st;
}

static PyObject *
log_depth(PyObject *Py_UNUSED(self), PyObject *Py_UNUSED(ignored))
{
    log_state *st = log_now();
    return PyLong_FromLong(st == NULL ? 0 : st->depth);
}

static PyMethodDef log_methods[] = {
    {"depth", log_depth, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef log_module = {
    PyModuleDef_HEAD_INIT, "log", NULL, -1, log_methods, NULL, NULL, NULL,
    NULL,
};

PyMODINIT_FUNC
PyInit_log(void)
{
    return PyModule_Create(&log_module);
}
