/* A helper says by a struct whether it has made the block. */
#include <Python.h>

struct status {
    const char *message;
    int code;
};

static struct status
copy_name(const char *name, char **copy)
{
    char *p = PyMem_RawMalloc(strlen(name) + 1);

    if (p == NULL)
        return (struct status){.message = "no memory", .code = -1};
    strcpy(p, name);
    *copy = p;
    return (struct status){.message = NULL, .code = 0};
}

static PyObject *
length(PyObject *self, PyObject *arg)
{
    const char *name = PyUnicode_AsUTF8(arg);
    struct status status;
    char *copy;

    if (name == NULL)
        return NULL;
    status = copy_name(name, &copy);
    if (status.message != NULL || status.code != 0) {
        PyErr_SetString(PyExc_MemoryError, status.message); // DOUBT unchecked-null
        return NULL; // DOUBT leaked-allocation
    }
    PyObject *n = PyLong_FromSize_t(strlen(copy));
    PyMem_RawFree(copy);
    return n;
}

PyMethodDef methods[] = {
    {"length", length, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
