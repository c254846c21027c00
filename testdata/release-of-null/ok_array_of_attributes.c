/* More elements than the analyser tells apart by name; whether one is there
   must not depend on the last one. */
#include <Python.h>

PyObject *
sum_of_corners(PyObject *self, PyObject *shape)
{
    static const char *const names[] = {"left", "top", "right", "bottom"};
    PyObject *corners[4];
    PyObject *label = NULL;
    double total = 0.0;
    int named, i;

    (void)self;
    named = PyObject_IsTrue(shape);
    if (named < 0)
        return NULL;
    if (named) {
        label = PyObject_Str(shape);
        if (label == NULL)
            return NULL;
    }
    for (i = 0; i < 4; i++) {
        corners[i] = PyObject_GetAttrString(shape, names[i]);
        if (corners[i] == NULL) {
            while (i > 0)
                Py_DECREF(corners[--i]);
            Py_XDECREF(label);
            return NULL;
        }
    }
    for (i = 0; i < 4; i++) {
        total += (double)Py_REFCNT(corners[i]);
        Py_DECREF(corners[i]);
    }
    Py_XDECREF(label);
    return PyFloat_FromDouble(total);
}
