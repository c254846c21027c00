/* One file, two modules: the one without methods has no state. */
#include <Python.h>

typedef struct {
    long calls;
} outer_state;

static PyObject *
call(PyObject *m, PyObject *Py_UNUSED(ignored))
{
    outer_state *st = PyModule_GetState(m);
    return PyLong_FromLong(++st->calls);
}

static PyMethodDef methods[] = {
    {"call", call, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef outer = {
    PyModuleDef_HEAD_INIT,
    .m_name = "outer",
    .m_size = sizeof(outer_state),
    .m_methods = methods,
};

static struct PyModuleDef inner = {
    PyModuleDef_HEAD_INIT, .m_name = "inner", .m_size = -1,
};

PyMODINIT_FUNC
PyInit_outer(void)
{
    PyObject *m = PyModule_Create(&outer), *sub;
    if (m == NULL)
        return NULL;
    sub = PyModule_Create(&inner);
    if (sub == NULL || PyModule_AddObject(m, "inner", sub) < 0) {
        Py_XDECREF(sub);
        Py_DECREF(m);
        return NULL;
    }
    return m;
}
