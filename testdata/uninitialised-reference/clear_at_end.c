/* Py_CLEAR() looks at the variable as well. */
#include <Python.h>

int
copy_name(PyObject *from, PyObject *to)
{
    PyObject *name;
    int rc = -1;
    if (from == to)
        goto end;
    name = PyObject_GetAttrString(from, "name");
    if (name != NULL)
        rc = PyObject_SetAttrString(to, "name", name);
end:
    Py_CLEAR(name); // WARN uninitialised-reference "'name' released although it never got a value"
    return rc;
}
