/* Converted arguments that are given back, or that the converter borrows,
 * or counts for its caller. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *
remove_device(PyObject *self, PyObject *args)
{
    PyObject *from = NULL, *to = NULL;
    PyObject *result = NULL;
    if (!PyArg_ParseTuple(args, "O&|O&", PyUnicode_FSConverter, &from,
                          PyUnicode_FSConverter, &to))
        goto done;
    result = Py_BuildValue("yz", PyBytes_AS_STRING(from),
                           to != NULL ? PyBytes_AS_STRING(to) : NULL);
done:
    Py_XDECREF(from);
    Py_XDECREF(to);
    return result;
}

static int
to_callable(PyObject *o, PyObject **out)
{
    if (!PyCallable_Check(o)) {
        PyErr_SetString(PyExc_TypeError, "a callable is needed");
        return 0;
    }
    *out = o;
    return 1;
}

static PyObject *
call(PyObject *self, PyObject *args)
{
    PyObject *f;
    if (!PyArg_ParseTuple(args, "O&", to_callable, &f))
        return NULL;
    return PyObject_CallObject(f, NULL);
}

static int
to_maybe(PyObject *o, PyObject **out)
{
    if (o == Py_None) {
        *out = NULL;
        return 1;
    }
    *out = PyObject_Str(o);
    return *out != NULL;
}

static PyObject *
label(PyObject *self, PyObject *args)
{
    PyObject *text = NULL;
    if (!PyArg_ParseTuple(args, "|O&", to_maybe, &text))
        return NULL;
    if (text == NULL)
        Py_RETURN_NONE;
    return text;
}

PyMethodDef methods[] = {
    {"remove_device", remove_device, METH_VARARGS, NULL},
    {"call", call, METH_VARARGS, NULL},
    {"label", label, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
