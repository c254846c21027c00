/* What a tuple has stays, what is held stays, and a list that only this
 * function knows is not changed by anybody. */
#include <Python.h>

static PyObject *
position(PyObject *self, PyObject *args)
{
    PyObject *tuple, *wanted;
    if (!PyArg_ParseTuple(args, "O!O", &PyTuple_Type, &tuple, &wanted))
        return NULL;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(tuple); i++) {
        int same = PyObject_RichCompareBool(PyTuple_GET_ITEM(tuple, i), wanted,
                                            Py_EQ);
        if (same != 0)
            return same < 0 ? NULL : PyLong_FromSsize_t(i);
    }
    return PyLong_FromLong(-1);
}

static PyObject *
held(PyObject *self, PyObject *args)
{
    PyObject *list, *wanted;
    if (!PyArg_ParseTuple(args, "O!O", &PyList_Type, &list, &wanted))
        return NULL;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); i++) {
        PyObject *item = Py_NewRef(PyList_GET_ITEM(list, i));
        int same = PyObject_RichCompareBool(item, wanted, Py_EQ);
        Py_DECREF(item);
        if (same != 0)
            return same < 0 ? NULL : PyLong_FromSsize_t(i);
    }
    return PyLong_FromLong(-1);
}

static PyObject *
of_copy(PyObject *self, PyObject *arg)
{
    PyObject *list = PySequence_List(arg);
    if (list == NULL)
        return NULL;
    int same = 1;
    for (Py_ssize_t i = 0; same > 0 && i < PyList_GET_SIZE(list); i++)
        same = PyObject_RichCompareBool(PyList_GET_ITEM(list, i), arg, Py_LT);
    Py_DECREF(list);
    return same < 0 ? NULL : PyBool_FromLong(same);
}

static PyMethodDef methods[] = {
    {"position", position, METH_VARARGS, NULL},
    {"held", held, METH_VARARGS, NULL},
    {"of_copy", of_copy, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
