/* Only AttributeError is forgiven. */
#include <Python.h>

PyObject *
display_name(PyObject *o)
{
    PyObject *name = PyObject_GetAttrString(o, "name");
    if (name == NULL && PyErr_ExceptionMatches(PyExc_AttributeError)) {
        PyErr_Clear();
        return PyUnicode_FromString("anonymous");
    }
    return name;
}
