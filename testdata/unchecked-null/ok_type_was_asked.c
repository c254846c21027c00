/* The type is known: from the format, from a test, from a helper's test, or
 * because it is one of the program's own objects.
 */
#include <Python.h>
#include <string.h>

static PyObject *separator;

static PyObject *
ok_format(PyObject *self, PyObject *args)
{
    PyObject *data, *name;
    if (!PyArg_ParseTuple(args, "SO!", &data, &PyBytes_Type, &name))
        return NULL;
    return PyLong_FromSize_t(strlen(PyBytes_AsString(data)) +
                             strlen(PyBytes_AsString(name)));
}

static PyObject *
ok_tested(PyObject *self, PyObject *arg)
{
    if (!PyBytes_Check(arg)) {
        PyErr_SetString(PyExc_TypeError, "bytes, please");
        return NULL;
    }
    return PyLong_FromLong(PyBytes_AsString(arg)[0]);
}

static PyObject *
ok_same_type(PyObject *self, PyObject *arg)
{
    if (Py_TYPE(arg) != &PyBytes_Type)
        Py_RETURN_NONE;
    return PyLong_FromLong(PyBytes_AsString(arg)[0]);
}

static int
is_text(PyObject *o)
{
    return PyBytes_CheckExact(o) && PyBytes_GET_SIZE(o) > 0;
}

static PyObject *
ok_helper(PyObject *self, PyObject *arg)
{
    if (!is_text(arg))
        Py_RETURN_NONE;
    return PyLong_FromLong(PyBytes_AsString(arg)[0]);
}

static PyObject *
ok_own(PyObject *self, PyObject *arg)
{
    return PyLong_FromLong(PyBytes_AsString(separator)[0]);
}

static long
count(PyObject *data)
{
    return (long)strlen(PyBytes_AsString(data));
}

static PyObject *
ok_caller_knows(PyObject *self, PyObject *args)
{
    PyObject *data;
    if (!PyArg_ParseTuple(args, "S", &data))
        return NULL;
    return PyLong_FromLong(count(data));
}

static PyMethodDef methods[] = {
    {"format", ok_format, METH_VARARGS, NULL},
    {"tested", ok_tested, METH_O, NULL},
    {"same_type", ok_same_type, METH_O, NULL},
    {"helper", ok_helper, METH_O, NULL},
    {"own", ok_own, METH_O, NULL},
    {"caller_knows", ok_caller_knows, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "texts", NULL, -1, methods,
};

PyMODINIT_FUNC
PyInit_texts(void)
{
    separator = PyBytes_FromString(", ");
    return separator == NULL ? NULL : PyModule_Create(&module);
}
