/* No table in sight, but the shape of a method. */
#include <Python.h>

PyObject *
spam_first(PyObject *self, PyObject *args)
{
    PyObject *list;
    if (!PyArg_ParseTuple(args, "O!", &PyList_Type, &list))
        return NULL;
    if (PyList_GET_SIZE(list) == 0)
        Py_RETURN_NONE;
    return PyList_GetItem(list, 0); // WARN returned-borrowed-reference
}

// RUN spam_first([object()])
