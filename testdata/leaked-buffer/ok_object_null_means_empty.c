/* PyBuffer_Release() does nothing when obj is NULL. */
#include <Python.h>

static PyObject *
join(PyObject *self, PyObject *args)
{
    Py_buffer a = {NULL}, b = {NULL};
    PyObject *r = NULL;
    if (!PyArg_ParseTuple(args, "y*|y*", &a, &b))
        goto done;
    r = PyLong_FromSsize_t(a.len + b.len);
done:
    if (a.obj)
        PyBuffer_Release(&a);
    if (b.obj)
        PyBuffer_Release(&b);
    return r;
}

static PyMethodDef methods[] = {
    {"join", join, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "join", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_join(void)
{
    return PyModule_Create(&def);
}
