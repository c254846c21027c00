/* One label, two allocations, no exception for either. */
#include <Python.h>
#include <stdlib.h>

static PyObject *
join(PyObject *self, PyObject *ignored)
{
    char *a = NULL, *b = NULL;
    PyObject *result = NULL;
    a = malloc(64);
    if (a == NULL)
        goto done;
    b = malloc(64);
    if (b == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    a[0] = b[0] = '\0';
    result = PyUnicode_FromString(a);
done:
    free(a);
    free(b);
    return result; // WARN error-without-exception "malloc()"
}

static PyMethodDef methods[] = {
    {"join", join, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "join", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_join(void)
{
    return PyModule_Create(&def);
}

// RUN join(None)
// RUN join()
