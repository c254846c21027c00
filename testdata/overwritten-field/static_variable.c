/* Static variables that a function replaces whenever it is called. */
#include <Python.h>

static PyObject *on_line, *total, *watchdog;

static PyObject *
set_on_line(PyObject *module, PyObject *args)
{
    PyObject *callback;
    if (!PyArg_ParseTuple(args, "O:set_on_line", &callback))
        return NULL;
    if (!PyCallable_Check(callback)) {
        PyErr_SetString(PyExc_TypeError, "a callable is needed");
        return NULL;
    }
    Py_INCREF(callback);
    on_line = callback; // WARN overwritten-field "'on_line'"
    Py_RETURN_NONE;
}

static PyObject *
call(PyObject *module, PyObject *line)
{
    if (on_line == NULL)
        Py_RETURN_NONE;
    return PyObject_CallFunctionObjArgs(on_line, line, NULL);
}

static PyObject *
add(PyObject *module, PyObject *number)
{
    if (total == NULL) {
        Py_INCREF(number);
        total = number;
        Py_RETURN_NONE;
    }
    PyObject *sum = PyNumber_Add(total, number);
    if (sum == NULL)
        return NULL;
    total = sum; // WARN overwritten-field "static variable 'total'"
    Py_INCREF(sum);
    return sum;
}

/* It is counted where it stands. */
static PyObject *
set_watchdog(PyObject *module, PyObject *callback)
{
    if (!PyCallable_Check(callback)) {
        PyErr_SetString(PyExc_TypeError, "a callable is needed");
        return NULL;
    }
    watchdog = callback; // WARN overwritten-field "static variable 'watchdog'"
    Py_INCREF(watchdog);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"set_watchdog", set_watchdog, METH_O, NULL},
    {"set_on_line", set_on_line, METH_VARARGS, NULL},
    {"call", call, METH_O, NULL},
    {"add", add, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

struct PyModuleDef lines_module = {PyModuleDef_HEAD_INIT, .m_name = "lines",
                                   .m_size = -1, .m_methods = methods};
