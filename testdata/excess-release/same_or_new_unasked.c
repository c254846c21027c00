// A helper gives its argument back, or something lent, or something new, and
// its callers treat all of them alike without a look at which it was.
#include <Python.h>

static PyObject *
as_text(PyObject *o)
{
    if (PyUnicode_Check(o))
        return o;
    return PyObject_Str(o);
}

static PyObject *
setting(PyObject *table, PyObject *name)
{
    PyObject *value = PyDict_GetItemWithError(table, name);
    if (value != NULL || PyErr_Occurred())
        return value; // DOUBT returned-borrowed-reference
    return PyLong_FromLong(0);
}

static PyObject *
text_length(PyObject *self, PyObject *o)
{
    PyObject *text = as_text(o);
    if (text == NULL)
        return NULL;
    Py_ssize_t n = PyUnicode_GET_LENGTH(text);
    Py_DECREF(text); // WARN excess-release "'text'"
    return PyLong_FromSsize_t(n);
}

static PyObject *
text_width(PyObject *self, PyObject *o)
{
    PyObject *text = as_text(o);
    if (text == NULL)
        return NULL;
    return PyLong_FromSsize_t(PyUnicode_GET_LENGTH(text)); // WARN leaked-reference "'text'"
}

static PyObject *
text_of(PyObject *self, PyObject *o)
{
    return as_text(o); // WARN returned-borrowed-reference "'o'"
}

static PyObject *
setting_plus(PyObject *self, PyObject *args)
{
    PyObject *table, *name, *value, *sum;
    if (!PyArg_ParseTuple(args, "O!O", &PyDict_Type, &table, &name))
        return NULL;
    value = setting(table, name);
    if (value == NULL)
        return NULL;
    sum = PyNumber_Add(value, name);
    Py_DECREF(value); // WARN excess-release "'value'"
    return sum;
}

static PyMethodDef methods[] = {
    {"text_length", text_length, METH_O, NULL},
    {"text_width", text_width, METH_O, NULL},
    {"text_of", text_of, METH_O, NULL},
    {"setting_plus", setting_plus, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "texts", NULL, -1, methods,
};

PyMODINIT_FUNC
PyInit_texts(void)
{
    return PyModule_Create(&module);
}
