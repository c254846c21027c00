// Callers of a helper that gives its argument back or something new find out
// which it was: by identity, by the type, by a flag, by another helper.  What
// is not seen to hang together is possible and no more.
#include <Python.h>

static PyObject *
as_text(PyObject *o)
{
    if (PyUnicode_Check(o))
        return o;
    return PyObject_Str(o);
}

static void
text_done(PyObject *o, PyObject *text)
{
    if (text != o)
        Py_DECREF(text);
}

static PyObject *
by_identity(PyObject *self, PyObject *o)
{
    PyObject *text = as_text(o);
    if (text == NULL)
        return NULL;
    Py_ssize_t n = PyUnicode_GET_LENGTH(text);
    if (text != o)
        Py_DECREF(text);
    return PyLong_FromSsize_t(n);
}

static PyObject *
by_type(PyObject *self, PyObject *o)
{
    int made = !PyUnicode_Check(o);
    PyObject *text = as_text(o);
    if (text == NULL)
        return NULL;
    Py_ssize_t n = PyUnicode_GET_LENGTH(text);
    if (made)
        Py_DECREF(text);  // DOUBT excess-release
    return PyLong_FromSsize_t(n);  // DOUBT leaked-reference
}

static PyObject *
by_helper(PyObject *self, PyObject *o)
{
    PyObject *text = as_text(o), *upper;
    if (text == NULL)
        return NULL;
    upper = PyObject_CallMethod(text, "upper", NULL);
    text_done(o, text);  // DOUBT excess-release
    return upper;  // DOUBT leaked-reference
}

static PyObject *
known_before(PyObject *self, PyObject *args)
{
    PyObject *o, *text;
    if (!PyArg_ParseTuple(args, "O", &o))
        return NULL;
    if (PyUnicode_Check(o)) {
        text = as_text(o);
        if (text == NULL)
            return NULL;
        return PyLong_FromSsize_t(PyUnicode_GET_LENGTH(text));  // DOUBT leaked-reference
    }
    text = as_text(o);
    if (text == NULL)
        return NULL;
    Py_ssize_t n = PyUnicode_GET_LENGTH(text);
    Py_DECREF(text);  // DOUBT excess-release
    return PyLong_FromSsize_t(n);
}

static PyObject *
counted(PyObject *self, PyObject *o)
{
    PyObject *text = as_text(o);
    if (text == o)
        Py_INCREF(text);
    return text;
}

static PyMethodDef methods[] = {
    {"by_identity", by_identity, METH_O, NULL},
    {"by_type", by_type, METH_O, NULL},
    {"by_helper", by_helper, METH_O, NULL},
    {"known_before", known_before, METH_VARARGS, NULL},
    {"counted", counted, METH_O, NULL},
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
