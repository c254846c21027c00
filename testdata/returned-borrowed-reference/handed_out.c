/* A helper whose result goes to Python as it is owns None at one return and
 * only lends it at the other. */
#include <Python.h>

int device_set(int option, long value);

static PyObject *
set_number(int option, PyObject *value)
{
    PyObject *result = NULL;
    long n = PyLong_AsLong(value);
    if (n == -1 && PyErr_Occurred())
        goto done;
    if (n < 0) {
        result = PyLong_FromLong(-n);
        goto done;
    }
    if (device_set(option, n) != 0) {
        PyErr_SetString(PyExc_ValueError, "the device says no");
        goto done;
    }
    result = Py_None;
done:
    return result; // WARN returned-borrowed-reference "None"
}

static PyObject *
set_any(int option, PyObject *value)
{
    switch (option) {
    case 1:
    case 2:
        return set_number(option, value); // DOUBT returned-borrowed-reference
    default:
        PyErr_SetString(PyExc_ValueError, "no such option");
        return NULL;
    }
}

static PyObject *
dev_set(PyObject *self, PyObject *args)
{
    int option;
    PyObject *value;
    if (!PyArg_ParseTuple(args, "iO:set", &option, &value))
        return NULL;
    return set_any(option, value); // WARN returned-borrowed-reference "None"
}

static PyMethodDef methods[] = {
    {"set", dev_set, METH_VARARGS, NULL}, {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "dev", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC
PyInit_dev(void)
{
    return PyModule_Create(&module);
}
