/* The list came in as an argument. */
#include <Python.h>

static PyObject *
first_name(PyObject *module, PyObject *list)
{
    if (!PyList_Check(list) || PyList_GET_SIZE(list) == 0)
        Py_RETURN_NONE;
    PyObject *first = PyList_GET_ITEM(list, 0); // WARN borrowed-without-gil-build "an argument"
    return PyObject_Str(first);
}

PyMethodDef name_methods[] = {
    {"first_name", first_name, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
