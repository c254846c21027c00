/* y# and s give pointers, no buffers. */
#include <Python.h>

#define PARSE(args, p) PyArg_ParseTuple((args), "s", (p))

static PyObject *
first(PyObject *self, PyObject *args)
{
    const char *text;
    if (!PARSE(args, &text))
        return NULL;
    return PyLong_FromLong(text[0]);
}

static PyMethodDef methods[] = {
    {"first", first, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "firstc", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_firstc(void)
{
    return PyModule_Create(&def);
}
