/* Blocks that the clean-up frees, though nothing was allocated yet. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <stdlib.h>

PyObject *
shown(PyObject *o)
{
    char *block;
    PyObject *r = NULL;
    PyObject *text = PyObject_Str(o);
    if (text == NULL)
        goto done;
    block = PyMem_Malloc(100);
    if (block == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    r = PyUnicode_FromFormat("%p %U", block, text);
done:
    PyMem_Free(block); // WARN uninitialised-reference "'block' released although it never got a value when PyObject_Str() fails"
    Py_XDECREF(text);
    return r;
}

PyObject *
measured(PyObject *o)
{
    int *numbers;
    PyObject *r = NULL;
    Py_ssize_t n = PyObject_Size(o);
    if (n < 0)
        goto done;
    numbers = calloc((size_t)n, sizeof(int));
    if (numbers == NULL)
        return PyErr_NoMemory();
    r = PyUnicode_FromFormat("%p", numbers);
done:
    free(numbers); // WARN uninitialised-reference "'numbers'"
    return r;
}

/* The parser fills the variable only when it succeeds. */
PyObject *
encoded(PyObject *self, PyObject *args)
{
    char *name;
    int n;
    PyObject *r = NULL;
    if (PyArg_ParseTuple(args, "esi", "utf-8", &name, &n))
        r = PyUnicode_FromFormat("%s %d", name, n);
    PyMem_Free(name); // WARN uninitialised-reference "'name'"
    return r;
}

static int
take(char **to, PyObject *o)
{
    if (!PyUnicode_Check(o)) {
        PyErr_SetString(PyExc_TypeError, "text expected");
        return -1;
    }
    *to = malloc(10);
    if (*to == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    (*to)[0] = 0;
    return 0;
}

PyObject *
taken(PyObject *self, PyObject *o)
{
    char *text;
    PyObject *r = NULL;
    if (take(&text, o) == 0)
        r = PyUnicode_FromString(text);
    free(text); // WARN uninitialised-reference "'text'"
    return r;
}
