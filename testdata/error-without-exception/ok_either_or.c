/* There is an item or an exception, one of the two. */
#include <Python.h>

extern ssizeargfunc getter_of(PyObject *list);

static PyObject *
first_by_key(PyObject *self, PyObject *args)
{
    PyObject *list, *key;
    if (!PyArg_ParseTuple(args, "OO:first", &list, &key))
        return NULL;
    ssizeargfunc get = getter_of(list);
    for (Py_ssize_t i = 0; i < 8; i++) {
        PyObject *item = get(list, i);
        if (!((PyErr_Occurred() == NULL) ^ (item == NULL)))
            Py_FatalError("neither an item nor an exception");
        if (item == NULL)
            return NULL;
        PyObject *r = PyObject_CallFunctionObjArgs(key, item, NULL);
        Py_DECREF(item);
        if (r == NULL)
            return NULL;
        Py_DECREF(r);
    }
    Py_RETURN_NONE;
}

PyMethodDef methods[] = {
    {"first", first_by_key, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
