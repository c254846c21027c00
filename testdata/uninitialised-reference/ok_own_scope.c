/* Every round has a variable of its own, set before use. */
#include <Python.h>

int
check_all(PyObject *seq)
{
    Py_ssize_t n = PySequence_Size(seq);
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *item;
        item = PySequence_GetItem(seq, i);
        if (item == NULL)
            return -1;
        int ok = PyObject_IsTrue(item);
        Py_DECREF(item);
        if (ok <= 0)
            return ok;
    }
    return n < 0 ? -1 : 1;
}
