/* The heap type that the module keeps refers to the module. */
#include <Python.h>

typedef struct {
    PyTypeObject *point_type;
} State;

extern PyType_Spec point_spec;

static int
demo_exec(PyObject *module)
{
    State *state = PyModule_GetState(module);
    state->point_type = (PyTypeObject *)PyType_FromSpec(&point_spec);
    return state->point_type == NULL ? -1 : 0;
}

static int
demo_traverse(PyObject *m, visitproc visit, void *arg) // WARN traverse-misses-field
{
    return 0;
}

static int
demo_clear(PyObject *module)
{
    State *state = PyModule_GetState(module);
    Py_CLEAR(state->point_type);
    return 0;
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, demo_exec},
    {0, NULL},
};

struct PyModuleDef demo_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "demo",
    .m_size = sizeof(State),
    .m_slots = slots,
    .m_traverse = demo_traverse,
    .m_clear = demo_clear,
};
