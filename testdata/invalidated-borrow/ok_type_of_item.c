/* The type outlives the item. */
#include <Python.h>

static PyObject *
first_type(PyObject *self, PyObject *list)
{
    PyObject *item = PyList_GetItem(list, 0);
    if (item == NULL)
        return NULL;
    PyTypeObject *type = Py_TYPE(item);
    PyObject *text = PyObject_Repr(item);
    if (text == NULL)
        return NULL;
    Py_DECREF(text);
    return PyUnicode_FromString(type->tp_name);
}

static PyMethodDef methods[] = {
    {"first_type", first_type, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
