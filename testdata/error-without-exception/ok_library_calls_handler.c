/* The library was handed a function of this module, which raises. */
#define _GNU_SOURCE
#include <Python.h>

#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static PyObject *watched;

static void
at_first(void)
{
    if (PyObject_SetAttrString(watched, "started", Py_True) < 0)
        return;
    Py_CLEAR(watched);
}

static PyObject *
watch(PyObject *Py_UNUSED(self), PyObject *object)
{
    Py_XSETREF(watched, Py_NewRef(object));
    if (pthread_once(&once, at_first) != 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    Py_RETURN_NONE;
}

static PyObject *
limit(PyObject *Py_UNUSED(self), PyObject *args)
{
    int level;
    if (!PyArg_ParseTuple(args, "i", &level))
        return NULL;
    if (pthread_setconcurrency(level) != 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"watch", watch, METH_O, NULL},
    {"limit", limit, METH_VARARGS, NULL},
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
