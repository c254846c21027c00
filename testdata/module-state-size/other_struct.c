/* The size of another struct, which was the state once. */
#include <Python.h>

typedef struct {
    int level;
} OldState;

typedef struct {
    int level;
    double limits[4];
} State;

static PyObject *
limit(PyObject *m, PyObject *arg)
{
    State *st = PyModule_GetState(m); // WARN module-state-size "'State'"
    long i = PyLong_AsLong(arg);
    if (i == -1 && PyErr_Occurred())
        return NULL;
    if (i < 0 || i > 3) {
        PyErr_SetString(PyExc_IndexError, "there are four limits");
        return NULL;
    }
    return PyFloat_FromDouble(st->limits[i]);
}

static PyMethodDef methods[] = {
    {"limit", limit, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef gauge = {
    PyModuleDef_HEAD_INIT,
    .m_name = "gauge",
    .m_size = sizeof(OldState),
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_gauge(void)
{
    return PyModule_Create(&gauge);
}
