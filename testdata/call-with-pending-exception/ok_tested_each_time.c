/* Each result is tested before the next call is made. */
#include <Python.h>

static PyObject *
area(PyObject *self, PyObject *box)
{
    PyObject *w = PyObject_GetAttrString(box, "w");
    if (w == NULL)
        return NULL;
    PyObject *h = PyObject_GetAttrString(box, "h");
    if (h == NULL) {
        Py_DECREF(w);
        return NULL;
    }
    PyObject *r = PyNumber_Multiply(w, h);
    Py_DECREF(w);
    Py_DECREF(h);
    return r;
}

static PyMethodDef methods[] = {
    {"area", area, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
