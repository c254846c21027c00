/* "%s" is read up to its end: NULL crashes. A str from Python code may have
   lone surrogates, for which there is no UTF-8. */
#include <Python.h>

PyObject *
shown(PyObject *o)
{
    PyObject *text = PyObject_Str(o);
    if (text == NULL)
        return NULL;
    PyObject *r = PyUnicode_FromFormat("<%s>", PyUnicode_AsUTF8(text)); // WARN unchecked-null "the result of PyUnicode_AsUTF8() is NULL when passed to PyUnicode_FromFormat()"
    Py_DECREF(text);
    return r;
}

static PyObject *
no_such_name(PyObject *self, PyObject *name)
{
    const char *text = PyUnicode_AsUTF8(name);
    PyErr_Format(PyExc_AttributeError, "no %.200s here (%p)", text, name); // WARN unchecked-null "'text' is NULL when passed to PyErr_Format()"
    return NULL;
}

/* Who calls this chooses the text. */
PyObject *
helper(PyObject *name)
{
    PyErr_Format(PyExc_KeyError, "%s", PyUnicode_AsUTF8(name)); // DOUBT unchecked-null
    return NULL;
}

static PyMethodDef methods[] = {
    {"no_such_name", no_such_name, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
