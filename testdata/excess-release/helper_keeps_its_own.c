/* What the helper keeps in a list is not the caller's to release, whatever
   else the helper reports. */
#include <Python.h>

static int
keep(PyObject *list, PyObject *item, Py_ssize_t *length)
{
    if (PyList_Append(list, item) < 0)
        return -1;
    *length = PyList_GET_SIZE(list);
    return 0;
}

static PyObject *
push(PyObject *self, PyObject *args)
{
    PyObject *list, *item;
    Py_ssize_t length;
    if (!PyArg_ParseTuple(args, "O!O", &PyList_Type, &list, &item))
        return NULL;
    if (keep(list, item, &length) < 0)
        return NULL;
    Py_DECREF(item); // WARN excess-release
    return PyLong_FromSsize_t(length);
}

static PyMethodDef methods[] = {{"push", push, METH_VARARGS, NULL},
                                {NULL, NULL, 0, NULL}};
struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "keep", NULL, 0, methods,
                             NULL, NULL, NULL, NULL};
