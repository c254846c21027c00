/* Deleting the slice releases what stood in it. */
#include <Python.h>

PyObject *
pop_all(PyObject *queue)
{
    PyObject *last;
    Py_ssize_t n = PyList_GET_SIZE(queue);
    if (n == 0)
        Py_RETURN_NONE;
    last = PyList_GET_ITEM(queue, n - 1);
    if (PyList_SetSlice(queue, 0, n, NULL) < 0)
        return NULL;
    return Py_BuildValue("(O)", last); // WARN invalidated-borrow "'last', borrowed from 'queue',"
}
