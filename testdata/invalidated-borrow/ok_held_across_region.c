/* A reference of its own, an argument, and the item of a tuple. */
#include <Python.h>

extern int wait_for(int fd);

static PyObject *
wait_named(PyObject *self, PyObject *args)
{
    PyObject *list, *pair;
    int fd, r;
    if (!PyArg_ParseTuple(args, "O!O!i", &PyList_Type, &list, &PyTuple_Type,
                          &pair, &fd))
        return NULL;
    if (PyList_GET_SIZE(list) == 0 || PyTuple_GET_SIZE(pair) == 0)
        Py_RETURN_NONE;
    PyObject *name = Py_NewRef(PyList_GET_ITEM(list, 0));
    PyObject *other = PyTuple_GET_ITEM(pair, 0);
    Py_BEGIN_ALLOW_THREADS
    r = wait_for(fd);
    Py_END_ALLOW_THREADS
    PyObject *result = Py_BuildValue("OOi", name, other, r);
    Py_DECREF(name);
    return result;
}

PyMethodDef methods[] = {
    {"wait_named", wait_named, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
