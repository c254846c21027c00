/* The table may have no such handler. */
#include <Python.h>

static PyObject *handlers;

static PyObject *
dispatch(PyObject *self, PyObject *args)
{
    const char *name;
    if (!PyArg_ParseTuple(args, "s", &name))
        return NULL;
    if (handlers == NULL && (handlers = PyDict_New()) == NULL)
        return NULL;
    PyObject *handler = PyDict_GetItemString(handlers, name);
    return PyObject_CallObject(handler, NULL); // WARN unchecked-null "'handler'"
}

static PyMethodDef methods[] = {
    {"dispatch", dispatch, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "dispatch", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_dispatch(void)
{
    return PyModule_Create(&def);
}
