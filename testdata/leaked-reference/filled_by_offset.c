/* Helpers that fill a struct by offset or an array by index: what follows
   the test of what they filled is still reached. */
#include <Python.h>
#include <stddef.h>

struct arguments {
    PyObject *items;
    int flags;
};

static void
put_at(void *out, size_t offset, PyObject *value)
{
    *(PyObject **)((char *)out + offset) = value;
}

static int
parse(PyObject *kwds, void *out)
{
    PyObject *value = PyDict_GetItemString(kwds, "items");
    if (value != NULL)
        put_at(out, offsetof(struct arguments, items), value);
    return PyErr_Occurred() ? -1 : 0;
}

PyObject *
copy_items(PyObject *self, PyObject *args, PyObject *kwds)
{
    struct arguments arg = {NULL, 0};
    if (kwds == NULL || parse(kwds, &arg) < 0 || arg.items == NULL) {
        PyErr_SetString(PyExc_TypeError, "items must be given");
        return NULL;
    }
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    if (PyList_Append(list, arg.items) < 0)
        return NULL; // WARN leaked-reference "'list'"
    return list;
}

static void
keep(PyObject **places, Py_ssize_t i, PyObject *value)
{
    places[i] = value;
}

PyObject *
second(PyObject *module, PyObject *arg)
{
    PyObject *places[2] = {NULL, NULL};
    keep(places, 1, arg);
    if (places[1] == NULL)
        Py_RETURN_NONE;
    PyObject *text = PyObject_Str(places[1]);
    if (text != NULL && PyUnicode_GET_LENGTH(text) == 0)
        Py_RETURN_NONE; // WARN leaked-reference "'text'"
    return text;
}
