/* A helper that never looks at what it gets uses nothing. */
#include <Python.h>

static int
wrap_error(const char *name, PyObject *where)
{
    if (!PyErr_ExceptionMatches(PyExc_KeyError))
        return 0;
    PyErr_SetString(PyExc_LookupError, name);
    return -1;
}

PyObject *
search(PyObject *spaces, const char *name)
{
    PyObject *found = NULL, *it = PyObject_GetIter(spaces), *space;
    if (it == NULL)
        return NULL;
    while ((space = PyIter_Next(it)) != NULL) {
        found = PyObject_GetAttrString(space, name);
        Py_DECREF(space);
        if (found == NULL)
            wrap_error(name, space);
        break;
    }
    Py_DECREF(it);
    return found;
}
