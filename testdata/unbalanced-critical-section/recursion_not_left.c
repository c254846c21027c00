/* A tree is walked; a node without children costs one level for ever. */
#include <Python.h>

static PyObject *
weight(PyObject *module, PyObject *node)
{
    if (Py_EnterRecursiveCall(" while weighing"))
        return NULL;
    PyObject *kids = PyObject_GetAttrString(node, "kids");
    if (kids == NULL)
        return NULL; // WARN unbalanced-critical-section "Py_EnterRecursiveCall() is not undone"
    PyObject *sum = PyLong_FromLong(1);
    Py_ssize_t n = PyTuple_Check(kids) ? PyTuple_GET_SIZE(kids) : 0;
    for (Py_ssize_t i = 0; i < n && sum != NULL; i++) {
        PyObject *kid = Py_NewRef(PyTuple_GET_ITEM(kids, i));
        PyObject *part = weight(module, kid);
        PyObject *more = part == NULL ? NULL : PyNumber_Add(sum, part);
        Py_DECREF(kid);
        Py_XDECREF(part);
        Py_SETREF(sum, more);
    }
    Py_DECREF(kids);
    Py_LeaveRecursiveCall();
    return sum;
}

PyMethodDef recursion_not_left_methods[] = {
    {"weight", weight, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
