/* Its functions run: then the module is most likely there. */
#include <Python.h>

typedef struct {
    PyObject *error;
    long limit;
} State;

static struct PyModuleDef module;

#define global_state ((State *)PyModule_GetState(PyState_FindModule(&module)))

static PyObject *
limit(PyObject *self, PyObject *none)
{
    (void)self;
    (void)none;
    return PyLong_FromLong(global_state->limit); // DOUBT unchecked-null
}

static PyObject *
fail(PyObject *self, PyObject *none)
{
    PyObject *m = PyState_FindModule(&module);
    State *s = PyModule_GetState(m); // DOUBT unchecked-null
    (void)self;
    (void)none;
    PyErr_SetString(s->error, "as you wish");
    return NULL;
}

static PyMethodDef methods[] = {
    {"limit", limit, METH_NOARGS, NULL},
    {"fail", fail, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "limits",
    .m_size = sizeof(State),
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_limits(void)
{
    PyObject *m = PyState_FindModule(&module);
    if (m != NULL) {
        Py_INCREF(m);
        return m;
    }
    return PyModule_Create(&module);
}
