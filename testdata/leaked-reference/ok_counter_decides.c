/* What the loop begins with is borrowed, what it goes on with is its own: the
 * counter tells which, in every round and on either way through it. */
#include <Python.h>

static PyObject *
walk(PyObject *start, char **names, int n, int call)
{
    PyObject *current = start, *next;
    int i;

    for (i = 0; i < n; i++) {
        next = PyObject_GetAttrString(current, names[i]);
        if (i > 0)
            Py_DECREF(current);
        if (next == NULL)
            return NULL;
        if (call && PyCallable_Check(next)) {
            current = PyObject_CallObject(next, NULL);
            Py_DECREF(next);
            if (current == NULL)
                return NULL;
        }
        else {
            current = next;
        }
    }
    if (i == 0)
        Py_INCREF(current);
    return current;
}

PyObject *
walk_both(PyObject *start, char **names, int n)
{
    PyObject *r = walk(start, names, n, 1);

    if (r == NULL) {
        PyErr_Clear();
        r = walk(start, names, n, 0);
    }
    return r;
}
