/* An optional argument that was not passed leaves its variable NULL. */
#include <Python.h>

PyObject *
get_default(PyObject *self, PyObject *args)
{
    PyObject *name, *value = NULL;
    if (!PyArg_ParseTuple(args, "O|O", &name, &value))
        return NULL;
    Py_INCREF(value); // WARN unchecked-null "'value' is NULL when passed to Py_INCREF(): the argument is optional"
    return value;
}

PyObject *
combine(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"left", "right", NULL};
    PyObject *left = NULL, *right = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|O", names, &left,
                                     &right))
        return NULL;
    return PyNumber_Add(left, right); // WARN unchecked-null "'right'"
}
