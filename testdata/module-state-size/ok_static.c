/* The state is a static variable; m_size -1 says so. */
#include <Python.h>

static struct {
    long calls;
} state;

static PyObject *
call(PyObject *Py_UNUSED(m), PyObject *Py_UNUSED(ignored))
{
    return PyLong_FromLong(++state.calls);
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
