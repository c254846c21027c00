// What the library calls meanwhile takes the GIL and may raise.
#include <Python.h>

int lib_walk(const char *name);
void lib_watch(int (*each)(void *), void *);

static int
each(void *data)
{
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *result = PyObject_CallNoArgs((PyObject *)data);
    int rc = result == NULL ? -1 : 0;
    Py_XDECREF(result);
    PyGILState_Release(state);
    return rc;
}

static PyObject *
watch(PyObject *self, PyObject *callable)
{
    Py_INCREF(callable);
    lib_watch(each, callable);
    Py_RETURN_NONE;
}

static PyObject *
walk(PyObject *self, PyObject *args)
{
    const char *name;
    int rc;
    if (!PyArg_ParseTuple(args, "s", &name))
        return NULL;
    Py_BEGIN_ALLOW_THREADS;
    rc = lib_walk(name);
    Py_END_ALLOW_THREADS;
    if (rc < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"watch", watch, METH_O, NULL},
    {"walk", walk, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "spam", NULL, -1, methods,
};

PyMODINIT_FUNC
PyInit_spam(void)
{
    return PyModule_Create(&module);
}
