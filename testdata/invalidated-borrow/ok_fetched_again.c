/* After the call the item is fetched anew. */
#include <Python.h>

static PyObject *
grow(PyObject *self, PyObject *list)
{
    PyObject *head = PyList_GetItem(list, 0);
    if (head == NULL)
        return NULL;
    PyObject *more = PyObject_CallMethod(head, "more", NULL);
    if (more == NULL)
        return NULL;
    Py_DECREF(more);
    head = PyList_GetItem(list, 0);
    if (head == NULL)
        return NULL;
    return PyObject_Str(head);
}

static PyMethodDef methods[] = {
    {"grow", grow, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
