/* m_traverse forgets the table that callers can set. */
#include <Python.h>

typedef struct {
    PyObject *error;
    PyObject *handlers;
    PyObject *prefix;
    long calls;
} State;

static State *
state_of(PyObject *module)
{
    void *state = PyModule_GetState(module);
    assert(state != NULL);
    return (State *)state;
}

static PyObject *
set_handlers(PyObject *module, PyObject *handlers)
{
    State *state = state_of(module);
    state->calls++;
    Py_INCREF(handlers);
    Py_XSETREF(state->handlers, handlers);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"set_handlers", set_handlers, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static int
module_exec(PyObject *module)
{
    State *state = state_of(module);
    state->prefix = PyUnicode_FromString("prefix-");
    if (state->prefix == NULL)
        return -1;
    state->error = PyErr_NewException("demo.Error", NULL, NULL);
    return state->error == NULL ? -1 : 0;
}

static int
module_traverse(PyObject *module, // WARN traverse-misses-field "'handlers'"
                visitproc visit, void *arg)
{
    Py_VISIT(state_of(module)->error);
    return 0;
}

static int
module_clear(PyObject *module)
{
    State *state = state_of(module);
    Py_CLEAR(state->error);
    Py_CLEAR(state->handlers);
    Py_CLEAR(state->prefix);
    return 0;
}

static void
module_free(void *module)
{
    module_clear((PyObject *)module);
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, module_exec},
    {0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "demo",
    .m_size = sizeof(State),
    .m_methods = methods,
    .m_slots = slots,
    .m_traverse = module_traverse,
    .m_clear = module_clear,
    .m_free = module_free,
};

PyMODINIT_FUNC
PyInit_demo(void)
{
    return PyModuleDef_Init(&definition);
}
