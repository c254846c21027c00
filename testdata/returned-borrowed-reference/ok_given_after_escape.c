/* The default goes into a cache of which nothing is known, and the caller
   gets a reference of its own. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    void *cache;
} Store;

int cache_find(void *cache, PyObject *key);
void cache_add(void *cache, PyObject *key, PyObject *value);

static int
store_default(Store *s, PyObject *key, PyObject *value, PyObject **result)
{
    int found = cache_find(s->cache, key);
    if (found < 0) {
        PyErr_SetString(PyExc_RuntimeError, "broken cache");
        return -1;
    }
    if (found == 0)
        cache_add(s->cache, key, value);
    Py_INCREF(value);
    *result = value;
    return found;
}

static PyObject *
store_setdefault(PyObject *self, PyObject *args)
{
    PyObject *key, *value, *result = NULL;
    if (!PyArg_ParseTuple(args, "OO", &key, &value))
        return NULL;
    if (store_default((Store *)self, key, value, &result) < 0)
        return NULL;
    return result;
}

static PyMethodDef store_methods[] = {
    {"setdefault", store_setdefault, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject store_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Store",
    .tp_basicsize = sizeof(Store),
    .tp_methods = store_methods,
};
