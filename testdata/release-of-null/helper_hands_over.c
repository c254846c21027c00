/* The helper puts its argument into the dict and drops it, whatever comes of
 * that; neither can do without an object. */
#include <Python.h>

static int
set_and_drop(PyObject *dict, const char *key, PyObject *value)
{
    int rc = PyDict_SetItemString(dict, key, value);
    Py_DECREF(value);
    return rc;
}

int
describe(PyObject *dict, const char *name)
{
    PyObject *text = PyUnicode_FromString(name);
    return set_and_drop(dict, "name", text); // WARN release-of-null "'text'"
}
