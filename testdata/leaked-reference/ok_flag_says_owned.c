/* `copied` remembers whether `text` is ours. */
#include <Python.h>

static PyObject *
lower(PyObject *self, PyObject *arg)
{
    int copied = 0;
    PyObject *text = arg;
    if (!PyUnicode_CheckExact(arg)) {
        text = PyObject_Str(arg);
        if (text == NULL)
            return NULL;
        copied = 1;
    }
    PyObject *result = PyObject_CallMethod(text, "lower", NULL);
    if (copied)
        Py_DECREF(text);
    return result;
}

static PyMethodDef methods[] = {
    {"lower", lower, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "low", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_low(void)
{
    return PyModule_Create(&def);
}

// RUN lower("ABC")
// RUN lower(b"ABC")
