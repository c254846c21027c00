/* A converter of "O&" gives a list of its own, or NULL for None. */
#include <Python.h>

static int
to_list(PyObject *object, PyObject **list)
{
    *list = NULL;
    if (object == Py_None)
        return 1;
    *list = PySequence_List(object);
    return *list != NULL;
}

static PyObject *
count(PyObject *Py_UNUSED(self), PyObject *args)
{
    PyObject *list;
    if (!PyArg_ParseTuple(args, "O&", to_list, &list))
        return NULL;
    if (list == NULL)
        Py_RETURN_NONE;
    Py_ssize_t n = PyList_GET_SIZE(list);
    return PyLong_FromSsize_t(n); // WARN leaked-reference "'list'"
}

static PyObject *
right(PyObject *Py_UNUSED(self), PyObject *args)
{
    PyObject *list;
    if (!PyArg_ParseTuple(args, "O&", to_list, &list))
        return NULL;
    if (list == NULL)
        Py_RETURN_NONE;
    return list;
}

static PyMethodDef methods[] = {
    {"count", count, METH_VARARGS, NULL},
    {"right", right, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "spam", NULL, -1, methods,
};

PyMODINIT_FUNC
PyInit_spam(void)
{
    return PyModule_Create(&module);
}
