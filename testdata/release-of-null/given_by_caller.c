// Some caller passes NULL, which the helper expects in one place only.
#include <Python.h>

static PyObject *current;

static PyObject *
run(PyObject *target, PyObject *args, PyObject *kwargs)
{
    if (current != NULL && target != current) {
        PyErr_SetString(PyExc_RuntimeError, "not here");
        Py_DECREF(args);
        Py_DECREF(kwargs);  // WARN release-of-null "'kwargs' is NULL"
        return NULL;
    }
    PyObject *result = PyObject_Call(target, args, kwargs);
    Py_DECREF(args);
    Py_XDECREF(kwargs);
    return result;
}

static PyObject *
start(PyObject *self, PyObject *target)
{
    PyObject *args = PyTuple_New(0);
    if (args == NULL)
        return NULL;
    return run(target, args, NULL);
}

static PyObject *
call(PyObject *self, PyObject *args, PyObject *kwargs)
{
    Py_INCREF(args);
    Py_XINCREF(kwargs);
    return run(self, args, kwargs);
}

/* The other argument says it. */
static int
put(int keep, PyObject *list, PyObject *item)
{
    if (keep)
        return PyList_Append(list, item);
    if (item != NULL)
        Py_DECREF(item);
    return 0;
}

static PyObject *
put_both(PyObject *self, PyObject *list)
{
    if (put(0, list, NULL) < 0 || put(1, list, self) < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"start", start, METH_O, NULL},
    {"call", (PyCFunction)(void (*)(void))call, METH_VARARGS | METH_KEYWORDS,
     NULL},
    {"put_both", put_both, METH_O, NULL},
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
