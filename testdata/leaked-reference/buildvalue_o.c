/* The unit O takes a reference of its own; N would have taken over ours. */
#include <Python.h>
#include <stdlib.h>

#define STATE_NAME "kerb.state"

typedef struct {
    int step;
} kerb_state;

static void
free_state(PyObject *capsule)
{
    free(PyCapsule_GetPointer(capsule, STATE_NAME));
}

static PyObject *
client_init(PyObject *self, PyObject *args)
{
    const char *service;
    if (!PyArg_ParseTuple(args, "s", &service))
        return NULL;
    kerb_state *state = malloc(sizeof *state);
    if (state == NULL)
        return PyErr_NoMemory();
    state->step = 1;
    PyObject *capsule = PyCapsule_New(state, STATE_NAME, free_state);
    if (capsule == NULL) {
        free(state);
        return NULL;
    }
    return Py_BuildValue("(iO)", 1, capsule); // WARN leaked-reference "'capsule'"
}

static PyMethodDef methods[] = {
    {"client_init", client_init, METH_VARARGS, "Start a negotiation."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "kerb", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_kerb(void)
{
    return PyModule_Create(&def);
}

// RUN client_init("service")
