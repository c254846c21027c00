/* While the others run, the list may lose the item. */
#include <Python.h>

extern int wait_for(int fd);

static PyObject *
wait_first(PyObject *self, PyObject *list)
{
    if (!PyList_Check(list) || PyList_GET_SIZE(list) == 0) {
        PyErr_SetString(PyExc_TypeError, "a list with items is needed");
        return NULL;
    }
    PyObject *first = PyList_GET_ITEM(list, 0);
    int fd = PyObject_AsFileDescriptor(first);
    if (fd < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *
wait_named(PyObject *self, PyObject *args)
{
    PyObject *list;
    int fd, r;
    if (!PyArg_ParseTuple(args, "O!i", &PyList_Type, &list, &fd))
        return NULL;
    if (PyList_GET_SIZE(list) == 0)
        Py_RETURN_NONE;
    PyObject *name = PyList_GET_ITEM(list, 0);
    Py_BEGIN_ALLOW_THREADS
    r = wait_for(fd);
    Py_END_ALLOW_THREADS
    return Py_BuildValue("Oi", name, r); // WARN invalidated-borrow "let other threads run"
}

PyMethodDef methods[] = {
    {"wait_first", wait_first, METH_O, NULL},
    {"wait_named", wait_named, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
