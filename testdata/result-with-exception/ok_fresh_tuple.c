/* PyTuple_SetItem() in range on a tuple that nobody else has. */
#include <Python.h>

static PyObject *
swap(PyObject *self, PyObject *args)
{
    PyObject *a, *b;
    if (!PyArg_ParseTuple(args, "OO", &a, &b))
        return NULL;
    PyObject *t = PyTuple_New(2);
    if (t == NULL)
        return NULL;
    Py_INCREF(b);
    PyTuple_SetItem(t, 0, b);
    Py_INCREF(a);
    PyTuple_SetItem(t, 1, a);
    return t;
}

static PyMethodDef methods[] = {
    {"swap", swap, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "swap", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_swap(void)
{
    return PyModule_Create(&def);
}
