/* After its release the variable gets another object. */
#include <Python.h>

PyObject *
follow(PyObject *start, const char *const *names, int n)
{
    PyObject *o = start;
    Py_INCREF(o);
    for (int i = 0; i < n; i++) {
        PyObject *next = PyObject_GetAttrString(o, names[i]);
        Py_DECREF(o);
        if (next == NULL)
            return NULL;
        o = next;
    }
    return o;
}
