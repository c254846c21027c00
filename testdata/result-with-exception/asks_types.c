/* Whether one type is made from another, which C defines, cannot fail to be
 * found; of any object it can. */
#include <Python.h>

extern PyTypeObject Stream_Type;

PyObject *
check_stream(PyObject *self, PyObject *stream)
{
    if (!PyObject_IsSubclass((PyObject *)Py_TYPE(stream),
                             (PyObject *)&Stream_Type)) {
        PyErr_SetString(PyExc_TypeError, "a stream is wanted");
        return NULL;
    }
    Py_RETURN_NONE;
}

PyObject *
check_field(PyObject *self, PyObject *stream)
{
    if (!PyObject_IsSubclass((PyObject *)stream->ob_type,
                             (PyObject *)&Stream_Type)) {
        PyErr_SetString(PyExc_TypeError, "a stream is wanted");
        return NULL;
    }
    Py_RETURN_NONE;
}

PyObject *
check_class(PyObject *self, PyObject *class)
{
    if (!PyObject_IsSubclass(class, (PyObject *)&Stream_Type)) {
        PyErr_SetString(PyExc_TypeError, "a class of streams is wanted");
        return NULL;
    }
    Py_RETURN_NONE; // WARN result-with-exception
}

PyMethodDef methods[] = {
    {"check_stream", check_stream, METH_O, NULL},
    {"check_field", check_field, METH_O, NULL},
    {"check_class", check_class, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
