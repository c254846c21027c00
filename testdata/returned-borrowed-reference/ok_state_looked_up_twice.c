/* The module and its state are looked up again for every use: both times
 * the same. */
#include <Python.h>

typedef struct {
    PyObject *begin;
    PyObject *end;
} State;

static struct PyModuleDef module;

#define STATE ((State *)PyModule_GetState(PyState_FindModule(&module)))
#define IS_LOADED (PyState_FindModule(&module) != NULL)

static PyObject *
begin_impl(PyObject *self)
{
    if (!IS_LOADED)
        Py_RETURN_NONE;
    Py_INCREF(STATE->begin);
    return STATE->begin;
}

static PyObject *
get_begin(PyObject *self, PyObject *unused)
{
    return begin_impl(self);
}

static PyObject *
get_end(PyObject *self, PyObject *unused)
{
    if (!IS_LOADED)
        Py_RETURN_NONE;
    Py_XINCREF(STATE->end);
    if (STATE->end == NULL)
        Py_RETURN_NONE;
    return STATE->end;
}

static PyMethodDef methods[] = {
    {"begin", get_begin, METH_NOARGS, NULL},
    {"end", get_end, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "scopes", NULL, sizeof(State), methods,
};
