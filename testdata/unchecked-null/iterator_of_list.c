/* The iterator of a list has to be made, too. */
#include <Python.h>

static PyObject *
first_item(PyObject *self, PyObject *list)
{
    PyObject *iterator, *item;

    if (!PyList_CheckExact(list)) {
        PyErr_SetString(PyExc_TypeError, "a list");
        return NULL;
    }
    iterator = PyObject_GetIter(list);
    item = PyIter_Next(iterator);   // RARE unchecked-null "'iterator'"
    Py_DECREF(iterator);
    if (item == NULL && !PyErr_Occurred())
        PyErr_SetString(PyExc_ValueError, "an empty list");
    return item;
}

PyMethodDef first_methods[] = {
    {"first_item", first_item, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
