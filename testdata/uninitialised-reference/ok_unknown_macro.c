/* A macro whose header is missing looks like a call of nothing known. */
#include <Python.h>

#pragma clang diagnostic ignored "-Wimplicit-function-declaration"

static PyObject *
scale(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *from, *to;
    PARSE_TWO_ARRAYS(args, from, to, 2);
    return PyNumber_Multiply(from, to);
}

static PyMethodDef methods[] = {
    {"scale", scale, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "scales", .m_size = -1,
    .m_methods = methods};

PyMODINIT_FUNC
PyInit_scales(void)
{
    return PyModule_Create(&module);
}
