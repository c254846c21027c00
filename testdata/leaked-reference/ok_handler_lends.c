/* One of the functions that the field can hold lends its result: what the
   caller owns depends on more than can be seen here. */
#include <Python.h>

typedef struct lookup {
    PyObject *(*find)(struct lookup *, PyObject *);
    PyObject *map;
    PyObject *(*hook)(struct lookup *, PyObject *); /* of other modules */
} lookup;

static PyObject *
find_borrowed(lookup *self, PyObject *key)
{
    return PyDict_GetItemWithError(self->map, key);
}

static PyObject *
find_new(lookup *self, PyObject *key)
{
    return PyObject_GetItem(self->map, key);
}

void
lookup_init(lookup *self, PyObject *map, PyObject *(*hook)(lookup *, PyObject *))
{
    self->map = map;
    self->hook = hook;
    self->find = PyDict_CheckExact(map) ? find_borrowed : find_new;
}

int
lookup_has(lookup *self, PyObject *key)
{
    PyObject *value = self->find(self, key);
    if (value == NULL)
        return -1;
    int truth = PyObject_IsTrue(value);
    if (self->find == find_new)
        Py_DECREF(value);
    return truth;
}

int
lookup_hooked(lookup *self, PyObject *key)
{
    PyObject *value = self->hook(self, key);
    if (value == NULL)
        return -1;
    return PyObject_IsTrue(value);
}
