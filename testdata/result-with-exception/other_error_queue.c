/* The errors of a library are something else than the exception. */
#include <Python.h>

unsigned long ERR_peek_last_error(void);
void ERR_clear_error(void);
int lib_use(void *context);

static PyObject *
set_error(PyObject *type)
{
    unsigned long code = ERR_peek_last_error();
    PyErr_Format(type, "error %lu", code);
    ERR_clear_error();
    return NULL;
}

static PyObject *
use(PyObject *self, PyObject *arg)
{
    void *context = PyCapsule_GetPointer(arg, "context");
    if (context == NULL)
        return NULL;
    if (lib_use(context) == 0)
        set_error(PyExc_OSError);
    Py_RETURN_NONE; // WARN result-with-exception
}

static PyObject *
ok_use(PyObject *self, PyObject *arg)
{
    void *context = PyCapsule_GetPointer(arg, "context");
    if (context == NULL)
        return NULL;
    if (lib_use(context) == 0)
        return set_error(PyExc_OSError);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"use", use, METH_O, NULL},
    {"ok_use", ok_use, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "other_error_queue", NULL, -1, methods,
};

PyMODINIT_FUNC
PyInit_other_error_queue(void)
{
    return PyModule_Create(&module);
}
