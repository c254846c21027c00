/* The helper sets the exception on behalf of its callers. */
#include <Python.h>

static PyObject *LibError;

static void
raise_code(int code)
{
    PyErr_Format(LibError ? LibError : PyExc_RuntimeError, "error %d", code);
}

static PyObject *
fail(int code)
{
    raise_code(code);
    return NULL;
}

static PyObject *
poll_once(PyObject *self, PyObject *args)
{
    int fd;
    if (!PyArg_ParseTuple(args, "i", &fd))
        return NULL;
    if (fd < 0) {
        raise_code(fd);
        return NULL;
    }
    if (fd > 1024)
        return fail(fd);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"poll_once", poll_once, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "poll", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_poll(void)
{
    return PyModule_Create(&def);
}
