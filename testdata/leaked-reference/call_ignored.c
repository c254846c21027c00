/* The result of write() is neither kept nor released. */
#include <Python.h>

static PyObject *
emit(PyObject *self, PyObject *args)
{
    PyObject *stream;
    const char *text;
    if (!PyArg_ParseTuple(args, "Os:emit", &stream, &text))
        return NULL;
    PyObject_CallMethod(stream, "write", "s", text); // WARN leaked-reference "PyObject_CallMethod() is ignored"
    if (PyErr_Occurred())
        return NULL;
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"emit", emit, METH_VARARGS, NULL},
    {0},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "emit", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_emit(void)
{
    return PyModule_Create(&def);
}

// RUN import io; emit(io.StringIO(), "text" * 1000)
