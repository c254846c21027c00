/* The first format fails with TypeError, which nobody clears before the
 * second one is tried. */
#include <Python.h>

static PyObject *
seek(PyObject *self, PyObject *args)
{
    long offset;
    const char *where;
    if (PyArg_ParseTuple(args, "l", &offset))
        return PyLong_FromLong(offset);
    if (PyArg_ParseTuple(args, "s", &where))
        return PyUnicode_FromString(where); // WARN result-with-exception "PyArg_ParseTuple()"
    return NULL;
}

static PyMethodDef methods[] = {
    {"seek", seek, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "seek", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_seek(void)
{
    return PyModule_Create(&def);
}
