/* The function was converted to METH_FASTCALL, its row was not. */
#include <Python.h>

static PyObject *
area(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    if (nargs != 2)
        return PyErr_Format(PyExc_TypeError, "two numbers, please");
    return PyNumber_Multiply(args[0], args[1]);
}

static PyMethodDef methods[] = {
    {"area", (PyCFunction)(void (*)(void))area, METH_VARARGS, NULL}, // WARN method-table-mismatch "takes 3 arguments"
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "shapes",
    .m_size = -1,
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_shapes(void)
{
    return PyModule_Create(&module);
}
