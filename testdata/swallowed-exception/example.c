/* Any error of the property reads as "has no name". */
#include <Python.h>

PyObject *
display_name(PyObject *o)
{
    PyObject *name = PyObject_GetAttrString(o, "name");
    if (name == NULL) {
        PyErr_Clear(); // WARN swallowed-exception "whatever exception PyObject_GetAttrString() has raised is dropped"
        return PyUnicode_FromString("anonymous");
    }
    return name;
}
