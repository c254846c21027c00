/* With "ignore" every str can be encoded. */
#include <Python.h>

PyObject *
measured(PyObject *self, PyObject *text)
{
    if (!PyUnicode_Check(text))
        return PyErr_Format(PyExc_TypeError, "text wanted");
    PyObject *b = PyUnicode_AsEncodedString(text, "utf-8", "ignore");
    Py_ssize_t n = PyBytes_GET_SIZE(b); // RARE unchecked-null
    Py_DECREF(b);
    return PyLong_FromSsize_t(n);
}
