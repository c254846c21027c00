/* The helper passes the failure on, its caller does not look. */
#include <Python.h>

static PyObject *
fresh_name(const char *prefix, int n)
{
    PyObject *name = PyUnicode_FromFormat("%s%d", prefix, n);
    if (name == NULL)
        return NULL;
    return name;
}

int
name_it(PyObject *o, int n)
{
    PyObject *name = fresh_name("node", n);
    Py_ssize_t length = PyUnicode_GetLength(name); // WARN unchecked-null "'name'"
    int rc = length > 0 ? PyObject_SetAttrString(o, "name", name) : 0;
    Py_XDECREF(name);
    return rc;
}
