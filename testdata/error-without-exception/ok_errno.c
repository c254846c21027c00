/* PyErr_SetFromErrno() raises OSError and returns NULL. */
#include <Python.h>
#include <unistd.h>

static PyObject *
dup_fd(PyObject *self, PyObject *args)
{
    int fd;
    if (!PyArg_ParseTuple(args, "i", &fd))
        return NULL;
    int copy = dup(fd);
    if (copy < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    return PyLong_FromLong(copy);
}

static PyMethodDef methods[] = {
    {"dup", dup_fd, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "fds", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_fds(void)
{
    return PyModule_Create(&def);
}
