/* Another value for a key that is there: the dict keeps the key that it has. */
#include <Python.h>

static int
move_marks(PyObject *marks, PyObject *open)
{
    PyObject *name, *mark;
    Py_ssize_t pos = 0;

    while (PyDict_Next(marks, &pos, &name, &mark)) {
        if (mark != Py_None)
            continue;
        if (PyDict_SetItem(marks, name, Py_True) < 0)
            return -1;
        if (PySet_Discard(open, name) < 0)
            return -1;
    }
    return 0;
}

static PyObject *
close_marks(PyObject *self, PyObject *args)
{
    PyObject *marks, *open;

    if (!PyArg_ParseTuple(args, "O!O!", &PyDict_Type, &marks, &PySet_Type,
                          &open))
        return NULL;
    if (move_marks(marks, open) < 0)
        return NULL;
    Py_RETURN_NONE;
}

PyMethodDef methods[] = {
    {"close_marks", close_marks, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
