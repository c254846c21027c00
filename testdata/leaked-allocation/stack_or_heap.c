// An array that begins on the stack and moves to the heap when it grows: the
// helper asks which it was by comparing pointers.
#include <Python.h>

static int
grow(double **values, Py_ssize_t n, double *first, Py_ssize_t *room)
{
    double *wider;
    if (*values == first) {
        wider = PyMem_New(double, *room * 2);
        if (wider != NULL)
            memcpy(wider, first, n * sizeof(double));
    }
    else
        wider = PyMem_Realloc(*values, *room * 2 * sizeof(double));
    if (wider == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    *values = wider;
    *room *= 2;
    return 0;
}

static PyObject *
packed(PyObject *self, PyObject *iterator)
{
    double first[16], *values = first;
    Py_ssize_t n = 0, room = 16;
    PyObject *item, *result = NULL;
    while ((item = PyIter_Next(iterator)) != NULL) {
        double d = PyFloat_AsDouble(item);
        Py_DECREF(item);
        if (d == -1.0 && PyErr_Occurred())
            goto done;
        if (n == room && grow(&values, n, first, &room) < 0)  // DOUBT leaked-allocation  DOUBT use-after-free
            goto done;
        values[n++] = d;
    }
    if (!PyErr_Occurred())
        result = PyBytes_FromStringAndSize((char *)values, n * sizeof(double));
done:
    if (values != first)
        PyMem_Free(values);
    return result;
}

static PyMethodDef methods[] = {
    {"packed", packed, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "pack", NULL, -1, methods,
};

PyMODINIT_FUNC
PyInit_pack(void)
{
    return PyModule_Create(&module);
}
