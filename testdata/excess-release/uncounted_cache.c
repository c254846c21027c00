/* The cache must not keep its objects alive: it takes its dictionary from the
 * collector and counts by hand.  A dictionary that stays tracked counts. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *weak;
    PyObject *strong;
} CacheObject;

static PyObject *
cache_add(PyObject *o, PyObject *args)
{
    CacheObject *self = (CacheObject *)o;
    PyObject *key, *value;
    if (!PyArg_ParseTuple(args, "OO", &key, &value))
        return NULL;
    if (PyDict_SetItem(self->weak, key, value) < 0)
        return NULL;
    PyObject_GC_UnTrack((void *)self->weak);
    Py_DECREF(value); // DOUBT excess-release "'value'"
    Py_RETURN_NONE;
}

static PyObject *
cache_keep(PyObject *o, PyObject *args)
{
    CacheObject *self = (CacheObject *)o;
    PyObject *key, *value;
    if (!PyArg_ParseTuple(args, "OO", &key, &value))
        return NULL;
    if (PyDict_SetItem(self->strong, key, value) < 0)
        return NULL;
    Py_DECREF(value); // WARN excess-release "'value'"
    Py_RETURN_NONE;
}

PyMethodDef methods[] = {
    {"add", cache_add, METH_VARARGS, NULL},
    {"keep", cache_keep, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
