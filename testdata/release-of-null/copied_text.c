/* As many bytes as are there already are no size that anybody chose. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

PyObject *
copied(PyObject *self, PyObject *args)
{
    const char *raw;
    Py_ssize_t length, size;
    if (!PyArg_ParseTuple(args, "s#n", &raw, &length, &size))
        return NULL;
    PyObject *copy = PyBytes_FromStringAndSize(raw, length);
    Py_DECREF(copy); // RARE release-of-null
    PyObject *room = PyBytes_FromStringAndSize(NULL, size);
    Py_DECREF(room); // WARN release-of-null
    Py_RETURN_NONE;
}
