/* The size is named. */
#include <Python.h>

struct module_state {
    int opened;
};

#define GETSTATE(m) ((struct module_state *)PyModule_GetState(m))

static PyObject *
is_open(PyObject *m, PyObject *Py_UNUSED(ignored))
{
    return PyBool_FromLong(GETSTATE(m)->opened);
}

static PyMethodDef methods[] = {
    {"is_open", is_open, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef door = {
    PyModuleDef_HEAD_INIT, .m_name = "door",
    .m_size = sizeof(struct module_state), .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_door(void)
{
    return PyModule_Create(&door);
}
