/* A length that no buffer has says that there is none. */
#include <Python.h>

static PyObject *
joined(PyObject *a, PyObject *b)
{
    Py_buffer x, y;
    PyObject *both = NULL;
    x.len = y.len = -1;
    if (PyObject_GetBuffer(a, &x, PyBUF_SIMPLE) != 0 ||
        PyObject_GetBuffer(b, &y, PyBUF_SIMPLE) != 0) {
        PyErr_SetString(PyExc_TypeError, "bytes-like objects wanted");
        goto done;
    }
    both = PyBytes_FromStringAndSize(NULL, x.len + y.len);
    if (both == NULL)
        goto done;
done:
    if (x.len != -1)
        PyBuffer_Release(&x);
    if (y.len != -1)
        PyBuffer_Release(&y);
    return both;
}

static PyMethodDef methods[] = {
    {"joined", joined, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "joiner",
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_joiner(void)
{
    return PyModule_Create(&module);
}
