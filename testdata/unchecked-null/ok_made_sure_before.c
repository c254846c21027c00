/* What makes the pointer good was asked in other words: whether the capsule is
 * valid, or what the default looks like.
 */
#include <Python.h>

static PyObject *
table_size(PyObject *self, PyObject *arg)
{
    if (!PyCapsule_IsValid(arg, "tables.map")) {
        PyErr_SetString(PyExc_ValueError, "no map");
        return NULL;
    }
    const int *map = PyCapsule_GetPointer(arg, "tables.map");
    return PyLong_FromLong(map[0]);
}

static PyObject *
table_separator(PyObject *self, PyObject *args)
{
    PyObject *given = NULL;
    const char *separator = ",";
    if (!PyArg_ParseTuple(args, "|O:separator", &given))
        return NULL;
    if (given == Py_None)
        separator = NULL;
    else if (given != NULL) {
        separator = PyUnicode_AsUTF8(given);
        if (separator == NULL)
            return NULL;
    }
    if (separator != NULL && separator[0] != '\0' &&
        !(separator[0] == ',' && separator[1] == '\0') &&
        !(separator[0] == ';' && separator[1] == '\0'))
        return PyErr_Format(PyExc_ValueError, "no separator: %R", given);
    Py_RETURN_NONE;
}

PyMethodDef methods[] = {
    {"size", table_size, METH_O, NULL},
    {"separator", table_separator, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
