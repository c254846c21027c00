/* tp_traverse returns what the function that it was given returns, which may
 * have raised.
 */
#include <Python.h>

static int
collect(PyObject *o, void *list)
{
    return PyList_Append((PyObject *)list, o) < 0;
}

static PyObject *
links_of(PyObject *self, PyObject *o)
{
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    traverseproc traverse = Py_TYPE(o)->tp_traverse;
    if (traverse != NULL && traverse(o, collect, list) != 0) {
        Py_DECREF(list);
        return NULL;
    }
    return list;
}

PyMethodDef methods[] = {
    {"links", links_of, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
