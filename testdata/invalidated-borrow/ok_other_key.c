/* Another key was deleted. */
#include <Python.h>

long
drop_marker(PyObject *options, PyObject *name, PyObject *marker)
{
    PyObject *value = PyDict_GetItem(options, name);
    if (value == NULL)
        return 0;
    if (PyDict_DelItem(options, marker) < 0)
        return -1;
    return PyLong_AsLong(value);
}
