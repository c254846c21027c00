/* A parse that fails has released what it had filled. */
#include <Python.h>

static PyObject *
concat(PyObject *self, PyObject *args)
{
    Py_buffer a, b;
    if (!PyArg_ParseTuple(args, "y*y*", &a, &b))
        return NULL;
    PyObject *r = PyBytes_FromStringAndSize(NULL, a.len + b.len);
    if (r != NULL) {
        memcpy(PyBytes_AS_STRING(r), a.buf, (size_t)a.len);
        memcpy(PyBytes_AS_STRING(r) + a.len, b.buf, (size_t)b.len);
    }
    PyBuffer_Release(&b);
    PyBuffer_Release(&a);
    return r;
}

static PyMethodDef methods[] = {
    {"concat", concat, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "concat", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_concat(void)
{
    return PyModule_Create(&def);
}
