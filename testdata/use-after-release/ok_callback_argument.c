/* The object comes as the pointer that the library was given for it; the
 * caller keeps it alive.
 */
#include <Python.h>

extern int library_each(int (*visit)(int, void *), void *data);
extern void library_done(void *data);

static int
on_item(int number, void *data)
{
    PyObject *args = PyTuple_New(2);
    if (args == NULL)
        return -1;
    Py_INCREF((PyObject *)data);
    PyTuple_SetItem(args, 0, (PyObject *)data);
    PyObject *n = PyLong_FromLong(number);
    if (n == NULL) {
        Py_DECREF(args);
        return -1;
    }
    PyTuple_SetItem(args, 1, n);
    PyObject *method = PyObject_GetAttrString((PyObject *)data, "on_item");
    if (method == NULL) {
        Py_DECREF(args);
        return -1;
    }
    PyObject *r = PyObject_Call(method, args, NULL);
    Py_DECREF(method);
    Py_DECREF(args);
    if (r == NULL)
        return -1;
    Py_DECREF(r);
    library_done(data);
    return PyObject_SetAttrString((PyObject *)data, "done", Py_True);
}

static PyObject *
spam_each(PyObject *self, PyObject *listener)
{
    if (library_each(on_item, listener) < 0)
        return NULL;
    Py_RETURN_NONE;
}

PyMethodDef methods[] = {
    {"each", spam_each, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
