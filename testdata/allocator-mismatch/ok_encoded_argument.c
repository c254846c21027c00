/* "es" and PyMem_Free(). */
#include <Python.h>

static PyObject *
send(PyObject *self, PyObject *args)
{
    char *text = NULL;
    if (!PyArg_ParseTuple(args, "es:send", "latin-1", &text))
        return NULL;
    PyObject *n = PyLong_FromLong(text[0]);
    PyMem_Free(text);
    return n;
}

static PyMethodDef methods[] = {
    {"send", send, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "send", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_send(void)
{
    return PyModule_Create(&def);
}

// RUN send("text")
