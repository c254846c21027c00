/* %V takes an object that may be NULL and characters. */
#include <Python.h>

PyObject *
label(PyObject *name)
{
    return PyUnicode_FromFormat("<%V>", name, "anonymous");
}
