/* An array that grows: what lies in it moves to the new block. */
#include <Python.h>

PyObject *
collect(PyObject *iterable)
{
    PyObject **seen = NULL, *item, *iterator;
    Py_ssize_t n = 0;
    iterator = PyObject_GetIter(iterable);
    if (iterator == NULL)
        return NULL;
    while ((item = PyIter_Next(iterator)) != NULL) {
        PyObject **more = PyMem_Realloc(seen, (n + 1) * sizeof *more);
        if (more == NULL) {
            Py_DECREF(item);
            PyErr_NoMemory();
            break;
        }
        seen = more;
        seen[n++] = item;
    }
    Py_DECREF(iterator);
    while (n > 0)
        Py_DECREF(seen[--n]);
    PyMem_Free(seen);
    if (PyErr_Occurred())
        return NULL;
    Py_RETURN_NONE;
}
