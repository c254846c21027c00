/* Two buffers come out of one call; one goes back. */
#include <Python.h>

static PyObject *
distance(PyObject *self, PyObject *args)
{
    Py_buffer a, b;
    if (!PyArg_ParseTuple(args, "y*y*", &a, &b))
        return NULL;
    Py_ssize_t d = a.len - b.len;
    PyBuffer_Release(&a);
    return PyLong_FromSsize_t(d < 0 ? -d : d); // WARN leaked-buffer "'b'"
}

static PyMethodDef methods[] = {
    {"distance", distance, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "distance", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_distance(void)
{
    return PyModule_Create(&def);
}
