/* Helpers that take their argument over when they succeed only, that give
 * back what they took themselves, or that have nothing to give back.
 */
#include <Python.h>

typedef struct {
    PyObject_HEAD PyObject *last, *names;
} Store;

static int
add(PyObject *module, const char *name, PyObject *value)
{
    if (name[0] == '_') {
        PyErr_SetString(PyExc_ValueError, "private");
        return -1;
    }
    if (PyModule_AddObject(module, name, value) < 0)
        return -1;
    return 0;
}

static int
keep(Store *self, PyObject *value)
{
    if (self->names == NULL) {
        PyErr_SetString(PyExc_RuntimeError, "closed");
        return -1;
    }
    Py_INCREF(value);
    if (PyList_Append(self->names, value) < 0) {
        Py_DECREF(value);
        return -1;
    }
    Py_XSETREF(self->last, value);
    return 0;
}

static int
put(PyObject *list, Py_ssize_t at, PyObject *made)
{
    if (made == NULL)
        return -1;
    if (PyList_SetItem(list, at, made) < 0)
        return -1;
    return 0;
}

/* References of its own come and go with the argument's. */
static int
follow(PyObject *start, PyObject *steps, PyObject **end)
{
    PyObject *last, *step, *it = PyObject_GetIter(steps);

    if (it == NULL)
        return -1;
    Py_INCREF(start);
    last = start;
    while ((step = PyIter_Next(it)) != NULL) {
        PyObject *next = PyObject_GetAttr(last, step);
        Py_DECREF(step);
        if (next == NULL)
            goto error;
        Py_SETREF(last, next);
    }
    if (PyErr_Occurred())
        goto error;
    Py_DECREF(it);
    *end = last;
    return 0;
error:
    Py_DECREF(it);
    Py_DECREF(last);
    return -1;
}

static PyObject *
store_follow(Store *self, PyObject *steps)
{
    PyObject *end;

    if (follow((PyObject *)self, steps, &end) < 0)
        return NULL;
    return end;
}

static PyObject *
store_keep(Store *self, PyObject *args)
{
    PyObject *value, *list;
    Py_ssize_t at;

    if (!PyArg_ParseTuple(args, "OO!n", &value, &PyList_Type, &list, &at))
        return NULL;
    if (keep(self, value) < 0 || put(list, at, PyObject_Repr(value)) < 0)
        return NULL;
    Py_RETURN_NONE;
}

PyMethodDef store_methods[] = {
    {"keep", (PyCFunction)store_keep, METH_VARARGS, NULL},
    {"follow", (PyCFunction)store_follow, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

int
store_exec(PyObject *module)
{
    PyObject *version = PyLong_FromLong(3);

    if (version == NULL)
        return -1;
    if (add(module, "version", version) < 0) {
        Py_DECREF(version);
        return -1;
    }
    return 0;
}
