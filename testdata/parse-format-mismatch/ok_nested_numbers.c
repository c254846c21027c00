/* Numbers are copied; what stands outside of the parentheses is an item of
 * the argument tuple. */
#include <Python.h>

static PyObject *
move(PyObject *self, PyObject *args)
{
    PyObject *what;
    double x, y;
    int steps = 1;
    if (!PyArg_ParseTuple(args, "O(dd)|i", &what, &x, &y, &steps))
        return NULL;
    return Py_BuildValue("O(dd)", what, x * steps, y * steps);
}

static PyObject *
corner(PyObject *self, PyObject *args)
{
    PyObject *point;
    PyObject *x, *y;
    if (!PyArg_ParseTuple(args, "O!", &PyTuple_Type, &point) ||
        !PyArg_ParseTuple(point, "OO", &x, &y))
        return NULL;
    return PyTuple_Pack(2, y, x);
}

static PyMethodDef methods[] = {
    {"move", move, METH_VARARGS, NULL},
    {"corner", corner, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
