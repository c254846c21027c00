/* The module may not be there. */
#include <Python.h>

PyObject *
get_dumps(void)
{
    PyObject *json = PyImport_ImportModule("json");
    PyObject *dumps = PyObject_GetAttrString(json, "dumps"); // WARN unchecked-null "'json'"
    Py_XDECREF(json);
    return dumps;
}
