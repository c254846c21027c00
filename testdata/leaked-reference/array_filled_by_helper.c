/* A helper fills an array of its caller; what it puts there is lost where the
 * caller returns before it has done anything to the elements.
 */
#include <Python.h>

#define MOST 8

static int
get_items(PyObject *seq, PyObject **out)
{
    Py_ssize_t n = PySequence_Size(seq);
    if (n < 0)
        return -1;
    if (n > MOST) {
        PyErr_SetString(PyExc_ValueError, "too many");
        return -1;
    }
    for (int i = 0; i < n; i++) {
        out[i] = PySequence_GetItem(seq, i);
        if (out[i] == NULL) {
            while (--i >= 0)
                Py_DECREF(out[i]);
            return -1;
        }
    }
    return (int)n;
}

static void
drop_items(PyObject **items, int n)
{
    for (int i = 0; i < n; i++)
        Py_DECREF(items[i]);
}

static PyObject *
total(PyObject *module, PyObject *seq)
{
    PyObject *items[MOST];
    int n = get_items(seq, items);
    if (n < 0)
        return NULL;
    PyObject *sum = PyLong_FromLong(0);
    if (sum == NULL) {
        drop_items(items, n);
        return NULL;
    }
    for (int i = 0; i < n; i++) {
        PyObject *next = PyNumber_Add(sum, items[i]);
        Py_DECREF(sum);
        if (next == NULL)
            return NULL; // WARN leaked-reference "'items[0]'"
        sum = next;
    }
    drop_items(items, n);
    return sum;
}

static PyObject *
call(PyObject *module, PyObject *args)
{
    PyObject *function, *seq, *items[MOST];
    if (!PyArg_ParseTuple(args, "OO", &function, &seq))
        return NULL;
    int n = get_items(seq, items);
    if (n < 0)
        return NULL;
    PyObject *r = n == 2 ? PyTuple_Pack(2, items[0], items[1])
                         : PyObject_CallNoArgs(function);
    return r; // WARN leaked-reference "'items[0]'"
}

static PyObject *
ok_total(PyObject *module, PyObject *seq)
{
    PyObject *items[MOST];
    int n = get_items(seq, items);
    if (n < 0)
        return NULL;
    PyObject *sum = PyLong_FromLong(0);
    for (int i = 0; sum != NULL && i < n; i++) {
        PyObject *next = PyNumber_Add(sum, items[i]);
        Py_DECREF(sum);
        sum = next;
    }
    drop_items(items, n);
    return sum;
}

static PyObject *
ok_counted_otherwise(PyObject *module, PyObject *seq)
{
    PyObject *items[MOST];
    Py_ssize_t n = PyObject_Length(seq);
    if (n < 0 || get_items(seq, items) < 0)
        return NULL;
    while (n-- > 0)
        Py_DECREF(items[n]);
    Py_RETURN_NONE;
}

static PyObject *
ok_handed_over(PyObject *module, PyObject *seq)
{
    PyObject *items[MOST];
    int n = get_items(seq, items);
    if (n < 0)
        return NULL;
    PyObject *tuple = PyTuple_New(n);
    for (int i = 0; i < n; i++)
        if (tuple != NULL)
            PyTuple_SET_ITEM(tuple, i, items[i]);
        else
            Py_DECREF(items[i]);
    return tuple;
}

static PyObject *
ok_only_one(PyObject *module, PyObject *seq)
{
    PyObject *items[MOST];
    int n = get_items(seq, items);
    if (n < 0)
        return NULL;
    if (n == 0)
        Py_RETURN_NONE;
    for (int i = 1; i < n; i++)
        Py_DECREF(items[i]);
    return items[0];
}

PyMethodDef array_filled_by_helper_methods[] = {
    {"total", total, METH_O, NULL},
    {"call", call, METH_VARARGS, NULL},
    {"total_well", ok_total, METH_O, NULL},
    {"counted_otherwise", ok_counted_otherwise, METH_O, NULL},
    {"handed_over", ok_handed_over, METH_O, NULL},
    {"only_one", ok_only_one, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
