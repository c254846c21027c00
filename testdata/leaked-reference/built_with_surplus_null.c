/* A NULL behind the arguments that the format wants: nobody reads it, and
 * what is made is made as ever. */
#include <Python.h>

static PyObject *
copy_checked(PyObject *self, PyObject *source)
{
    PyObject *type = (PyObject *)Py_TYPE(source), *copy;

    copy = PyObject_CallFunction(type, "O", source, NULL);   // DOUBT build-format-mismatch
    if (copy == NULL)
        return NULL;
    if (PyObject_IsTrue(copy) < 0)
        return NULL;   // WARN leaked-reference "'copy' leaked"
    return copy;
}

PyMethodDef copy_methods[] = {
    {"copy_checked", copy_checked, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
