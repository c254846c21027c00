/* The helper runs Python code before it decides anything, and the other one
 * gives NULL with an exception only. */
#include <Python.h>

static PyObject *
convert(PyObject *type, PyObject *value)
{
    PyObject *args = PyTuple_Pack(1, value);
    if (args == NULL)
        return NULL;
    PyObject *result = PyObject_Call(type, args, NULL);
    Py_DECREF(args);
    return result;
}

static PyObject *
complain(PyObject *handler, PyObject *value)
{
    PyObject *r = PyObject_CallMethod(handler, "error", "(O)", value);
    Py_XDECREF(r);
    PyErr_SetObject(PyExc_ValueError, value);
    return NULL;
}

static PyObject *
complain_perhaps(PyObject *handler, PyObject *value)
{
    if (handler == Py_None)
        return NULL;
    return complain(handler, value);
}

static PyObject *
cast(PyObject *self, PyObject *args)
{
    PyObject *type, *value, *handler;
    if (!PyArg_ParseTuple(args, "OOO:cast", &type, &value, &handler))
        return NULL;
    PyObject *result = convert(type, value);
    if (result != NULL)
        return result;
    return complain(handler, value); // WARN call-with-pending-exception
}

static PyObject *
cast_perhaps(PyObject *self, PyObject *args)
{
    PyObject *type, *value, *handler;
    if (!PyArg_ParseTuple(args, "OOO:cast_perhaps", &type, &value, &handler))
        return NULL;
    PyObject *result = convert(type, value);
    if (result != NULL)
        return result;
    return complain_perhaps(handler, value); // DOUBT call-with-pending-exception
}

static PyObject *
cast_cleared(PyObject *self, PyObject *args)
{
    PyObject *type, *value, *handler;
    if (!PyArg_ParseTuple(args, "OOO:cast_cleared", &type, &value, &handler))
        return NULL;
    PyObject *result = convert(type, value);
    if (result != NULL)
        return result;
    PyErr_Clear();
    return complain(handler, value);
}

/* Each result is tested, though not where it is made. */
static PyObject *
cast_both(PyObject *self, PyObject *args)
{
    PyObject *type, *both[2], *made[2] = {NULL, NULL};
    if (!PyArg_ParseTuple(args, "OOO:cast_both", &type, &both[0], &both[1]))
        return NULL;
    for (int i = 0; i < 2 && (i == 0 || made[0] != NULL); i++)
        made[i] = convert(type, both[i]);
    PyObject *pair = NULL;
    if (made[0] != NULL && made[1] != NULL)
        pair = PyObject_CallMethod(type, "pair", "(OO)", made[0], made[1]);
    Py_XDECREF(made[0]);
    Py_XDECREF(made[1]);
    return pair;
}

static PyMethodDef methods[] = {
    {"cast", cast, METH_VARARGS, NULL},
    {"cast_perhaps", cast_perhaps, METH_VARARGS, NULL},
    {"cast_cleared", cast_cleared, METH_VARARGS, NULL},
    {"cast_both", cast_both, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
