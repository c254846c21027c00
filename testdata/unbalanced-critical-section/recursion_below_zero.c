/* Too deep is 1, not -1: the code goes on, and leaves what it never entered. */
#include <Python.h>

static PyObject *
depth(PyObject *module, PyObject *node)
{
    long n = 0;
    if (Py_EnterRecursiveCall(" in depth") < 0)
        return NULL;
    while (node != Py_None && n < 100)
        n++;
    Py_LeaveRecursiveCall(); // WARN unbalanced-critical-section "undone twice"
    return PyLong_FromLong(n); // WARN result-with-exception
}

PyMethodDef depth_methods[] = {
    {"depth", depth, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
