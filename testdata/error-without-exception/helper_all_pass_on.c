// All callers hand the failures of these helpers on as they are, and some of
// the failures have no exception.
#include <Python.h>

static int
get_bounds(PyObject *pair, long *lo, long *hi)
{
    if (!PyArg_ParseTuple(pair, "ll", lo, hi))
        return -1;
    if (*lo > *hi)
        return -1;  // WARN error-without-exception "failure returned without"
    return 0;
}

static PyObject *
width(PyObject *self, PyObject *pair)
{
    long lo, hi;
    if (get_bounds(pair, &lo, &hi) < 0)
        return NULL; // DOUBT error-without-exception
    return PyLong_FromLong(hi - lo);
}

static PyObject *
copy_bounds(PyObject *pair)
{
    long lo, hi;
    PyObject *result = NULL;
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    if (get_bounds(pair, &lo, &hi) != 0)
        goto done;
    result = Py_BuildValue("Oll", list, lo, hi);
done:
    Py_DECREF(list);
    return result;
}

static PyObject *
bounds(PyObject *self, PyObject *pair)
{
    return copy_bounds(pair); // DOUBT error-without-exception
}

/* The item is not there, and nobody says so. */
static PyObject *
first_of(PyObject *dict, PyObject *key)
{
    PyObject *list = PyDict_GetItemWithError(dict, key);
    if (list == NULL)
        return NULL;  // WARN error-without-exception "NULL returned without"
    return PySequence_GetItem(list, 0);
}

static PyObject *
first(PyObject *self, PyObject *args)
{
    PyObject *dict, *key, *item, *result;
    if (!PyArg_ParseTuple(args, "O!O", &PyDict_Type, &dict, &key))
        return NULL;
    item = first_of(dict, key);
    if (!item)
        return NULL; // DOUBT error-without-exception
    result = PyNumber_Negative(item);
    Py_DECREF(item);
    return result;
}

static PyMethodDef methods[] = {
    {"width", width, METH_O, NULL},
    {"bounds", bounds, METH_O, NULL},
    {"first", first, METH_VARARGS, NULL},
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
