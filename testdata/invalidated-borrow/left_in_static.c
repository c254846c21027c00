/* Arguments in static variables, which outlive the call. */
#include <Python.h>

static PyObject *on_open, *on_close;

static PyObject *
set_on_open(PyObject *module, PyObject *callback)
{
    on_open = callback; // WARN invalidated-borrow "left in 'on_open'"
    Py_RETURN_NONE;
}

static PyObject *
set_on_close(PyObject *module, PyObject *args)
{
    PyObject *callback;
    if (!PyArg_ParseTuple(args, "O:set_on_close", &callback))
        return NULL;
    if (!PyCallable_Check(callback)) {
        PyErr_SetString(PyExc_TypeError, "a callable is needed");
        return NULL;
    }
    on_close = callback; // WARN invalidated-borrow "left in 'on_close'"
    Py_RETURN_NONE;
}

static PyObject *
open_it(PyObject *module, PyObject *name)
{
    if (on_open == NULL || on_close == NULL)
        Py_RETURN_NONE;
    return PyObject_CallFunctionObjArgs(on_open, name, on_close, NULL);
}

static PyMethodDef methods[] = {
    {"set_on_open", set_on_open, METH_O, NULL},
    {"set_on_close", set_on_close, METH_VARARGS, NULL},
    {"open", open_it, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

struct PyModuleDef doors_module = {PyModuleDef_HEAD_INIT, .m_name = "doors",
                                   .m_size = -1, .m_methods = methods};
