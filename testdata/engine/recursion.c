/* A recursive function's summary is found by iteration. */
#include <Python.h>

static PyObject *
nest(int depth)
{
    PyObject *list = PyList_New(0);
    if (list == NULL || depth == 0)
        return list;
    PyObject *child = nest(depth - 1);
    if (child == NULL) {
        Py_DECREF(list);
        return NULL;
    }
    int rc = PyList_Append(list, child);
    Py_DECREF(child);
    if (rc < 0)
        Py_CLEAR(list);
    return list;
}

PyObject *
right(void)
{
    return nest(3);
}

int
wrong(void)
{
    PyObject *list = nest(3);
    if (list == NULL)
        return -1;
    return 0; // WARN leaked-reference "'list'"
}
