/* The bytes lie inside an item that the dict may lose. */
#include <Python.h>
#include <string.h>

static PyObject *
same_text(PyObject *self, PyObject *map)
{
    PyObject *s = PyDict_GetItemString(map, "text");
    if (s == NULL || !PyBytes_Check(s))
        Py_RETURN_FALSE;
    const char *bytes = PyBytes_AS_STRING(s);
    PyObject *other = PyObject_CallMethod(map, "other", NULL);
    if (other == NULL)
        return NULL;
    int same = PyBytes_Check(other) &&
               strcmp(bytes, PyBytes_AS_STRING(other)) == 0; // WARN invalidated-borrow "'bytes', which points into"
    Py_DECREF(other);
    return PyBool_FromLong(same);
}

static PyMethodDef text_methods[] = {
    {"same_text", same_text, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
