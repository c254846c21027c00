/* A function of another part of the program that makes something of nothing
 * fails for want of memory only; one that reads a file or finds something may
 * fail for good.
 */
#include "made_of_nothing.h"
#include <Python.h>

static PyObject *
made(PyObject *Py_UNUSED(self), PyObject *Py_UNUSED(ignored))
{
    struct vector *v = vector_new();
    if (v == NULL)
        return NULL; // RARE error-without-exception
    size_t n = v->n;
    vector_done(v);
    v = VectorCreate((int)n);
    if (!v)
        return NULL; // RARE error-without-exception
    vector_done(v);
    return PyLong_FromSize_t(n);
}

static PyObject *
read_or_found(PyObject *Py_UNUSED(self), PyObject *args)
{
    const char *path;
    if (!PyArg_ParseTuple(args, "s", &path))
        return NULL;
    struct vector *v = vector_create(path);
    if (v == NULL)
        return NULL; // WARN error-without-exception
    vector_done(v);
    v = vector_of_all();
    if (v == NULL)
        return NULL; // WARN error-without-exception
    vector_done(v);
    Py_RETURN_NONE;
}

PyMethodDef vector_methods[] = {
    {"made", made, METH_NOARGS, NULL},
    {"read_or_found", read_or_found, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
