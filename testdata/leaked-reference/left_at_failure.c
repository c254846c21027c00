/* A helper takes over the item that it is given, when it succeeds and when it
 * fails; but at one failure it forgets it, and no caller can know.
 */
#include <Python.h>

typedef struct {
    PyObject_HEAD PyObject *source, *count;
} Counter;

static PyObject *
pair_with_count(Counter *self, PyObject *item)
{
    PyObject *next, *pair;

    next = PyNumber_Add(self->count, self->source);
    if (next == NULL)
        return NULL; // WARN leaked-reference "'item'"
    pair = PyTuple_New(2);
    if (pair == NULL) {
        Py_DECREF(next);
        Py_DECREF(item);
        return NULL;
    }
    PyTuple_SET_ITEM(pair, 0, next);
    PyTuple_SET_ITEM(pair, 1, item);
    return pair;
}

static int
put(PyObject *list, Py_ssize_t at, PyObject *item)
{
    if (at > 100) {
        PyErr_SetString(PyExc_IndexError, "far too big");
        return -1; // WARN leaked-reference "'item'"
    }
    if (PyList_SetItem(list, at, item) < 0)
        return -1;
    return 0;
}

static PyObject *
counter_next(Counter *self)
{
    PyObject *item = PyIter_Next(self->source);
    if (item == NULL)
        return NULL;
    return pair_with_count(self, item); // DOUBT leaked-reference
}

static PyObject *
counter_fill(Counter *self, PyObject *args)
{
    PyObject *list;
    Py_ssize_t at;

    if (!PyArg_ParseTuple(args, "O!n", &PyList_Type, &list, &at))
        return NULL;
    if (put(list, at, Py_NewRef(self->count)) < 0)
        return NULL; // DOUBT leaked-reference
    Py_RETURN_NONE;
}

PyMethodDef counter_methods[] = {
    {"fill", (PyCFunction)counter_fill, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Counter_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Counter",
    .tp_basicsize = sizeof(Counter),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_iternext = (iternextfunc)counter_next,
    .tp_methods = counter_methods,
};
