/* A converter of "O&" gives a block of its own, or NULL for None. */
#include <Python.h>

static int
to_name(PyObject *object, char **name)
{
    if (object == Py_None) {
        *name = NULL;
        return 1;
    }
    Py_ssize_t size;
    const char *chars = PyUnicode_AsUTF8AndSize(object, &size);
    if (chars == NULL)
        return 0;
    char *copy = PyMem_Malloc((size_t)size + 1);
    if (copy == NULL) {
        PyErr_NoMemory();
        return 0;
    }
    memcpy(copy, chars, (size_t)size + 1);
    *name = copy;
    return 1;
}

static PyObject *
kept(PyObject *Py_UNUSED(self), PyObject *args)
{
    char *name;
    if (!PyArg_ParseTuple(args, "O&", to_name, &name))
        return NULL;
    size_t size = name == NULL ? 0 : strlen(name);
    return PyLong_FromSize_t(size); // WARN leaked-allocation "'name'"
}

/* The number behind it is refused when the name is there. */
static PyObject *
refused(PyObject *Py_UNUSED(self), PyObject *args)
{
    char *name;
    int n;
    if (!PyArg_ParseTuple(args, "O&i", to_name, &name, &n))
        return NULL; // WARN leaked-allocation "'name'"
    PyMem_Free(name);
    return PyLong_FromLong(n);
}

static PyObject *
right(PyObject *Py_UNUSED(self), PyObject *args)
{
    char *name = NULL;
    int n;
    if (!PyArg_ParseTuple(args, "iO&", &n, to_name, &name))
        return NULL;
    if (name == NULL)
        return PyLong_FromLong(n);
    PyObject *result = PyUnicode_FromString(name);
    PyMem_Free(name);
    return result;
}

static PyMethodDef methods[] = {
    {"kept", kept, METH_VARARGS, NULL},
    {"refused", refused, METH_VARARGS, NULL},
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
