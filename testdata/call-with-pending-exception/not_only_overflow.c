/* Anything but an int raises what it likes, and asking for another exception
 * than OverflowError finds none of an int either.
 */
#include <Python.h>

static PyObject *
dice_roll(PyObject *self, PyObject *args)
{
    PyObject *object, *more;
    if (!PyArg_ParseTuple(args, "OO", &object, &more))
        return NULL;
    long seed = PyLong_AsLong(object);
    if (seed == -1 && PyErr_Occurred()) {
        if (PyErr_ExceptionMatches(PyExc_OverflowError))
            return NULL;
    }
    int again = PyObject_IsTrue(more); // WARN call-with-pending-exception
    if (again < 0)
        return NULL;
    return PyLong_FromLong(seed + again);
}

static PyObject *
dice_throw(PyObject *self, PyObject *args)
{
    PyObject *object, *more;
    if (!PyArg_ParseTuple(args, "O!O", &PyLong_Type, &object, &more))
        return NULL;
    long seed = PyLong_AsLong(object);
    if (seed == -1 && PyErr_Occurred()) {
        if (PyErr_ExceptionMatches(PyExc_TypeError))
            return NULL;
    }
    int again = PyObject_IsTrue(more); // WARN call-with-pending-exception
    if (again < 0)
        return NULL;
    return PyLong_FromLong(seed + again);
}

PyMethodDef methods[] = {
    {"roll", dice_roll, METH_VARARGS, NULL},
    {"throw", dice_throw, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
