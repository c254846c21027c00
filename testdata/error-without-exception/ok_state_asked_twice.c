/* The state of a module is the same whenever one asks for it. */
#include <Python.h>

typedef struct {
    PyObject *names;
    PyObject *error;
} State;

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "names",
    .m_size = sizeof(State),
};

static State *
state_of(PyObject *m)
{
    void *state = PyModule_GetState(m);
    assert(state != NULL);
    return (State *)state;
}

PyMODINIT_FUNC
PyInit_names(void)
{
    PyObject *m = PyModule_Create(&module);
    if (m == NULL)
        return NULL;
    state_of(m)->names = PyDict_New();
    if (state_of(m)->names == NULL)
        goto fail;
    state_of(m)->error = PyErr_NewException("names.Error", NULL, NULL);
    if (state_of(m)->error == NULL)
        goto fail;
    return m;
fail:
    Py_DECREF(m);
    return NULL;
}
