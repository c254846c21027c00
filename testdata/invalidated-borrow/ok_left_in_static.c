/* Arguments in static variables that last long enough. */
#include <Python.h>

static PyObject *current, *hook, *known, *names, *unused, *module_self;

/* For the time of the call only. */
static PyObject *
with_current(PyObject *module, PyObject *callable)
{
    PyObject *before = current;
    current = callable;
    PyObject *result = PyObject_CallNoArgs(callable);
    current = before;
    return result;
}

static PyObject *
get_current(PyObject *module, PyObject *noargs)
{
    return Py_NewRef(current != NULL ? current : Py_None);
}

/* Counted, in either order. */
static PyObject *
set_hook(PyObject *module, PyObject *callable)
{
    PyObject *old = hook;
    hook = callable;
    Py_INCREF(hook);
    Py_XDECREF(old);
    module_self = module;
    unused = callable;
    Py_RETURN_NONE;
}

/* A list keeps it alive. */
static PyObject *
remember(PyObject *module, PyObject *name)
{
    if (names == NULL && (names = PyList_New(0)) == NULL)
        return NULL;
    if (PyList_Append(names, name) < 0)
        return NULL;
    known = name;
    Py_RETURN_NONE;
}

static PyObject *
get_known(PyObject *module, PyObject *noargs)
{
    if (hook == NULL || known == NULL || module_self == NULL)
        Py_RETURN_NONE;
    return PyObject_CallFunctionObjArgs(hook, module_self, known, NULL);
}

/* None takes the hook away. */
static PyObject *
reset(PyObject *module, PyObject *value)
{
    if (value != Py_None) {
        PyErr_SetString(PyExc_TypeError, "None is needed");
        return NULL;
    }
    Py_INCREF(value);
    Py_XSETREF(hook, value);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"with_current", with_current, METH_O, NULL},
    {"get_current", get_current, METH_NOARGS, NULL},
    {"set_hook", set_hook, METH_O, NULL},
    {"remember", remember, METH_O, NULL},
    {"get_known", get_known, METH_NOARGS, NULL},
    {"reset", reset, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

struct PyModuleDef hooks_module = {PyModuleDef_HEAD_INIT, .m_name = "hooks",
                                   .m_size = -1, .m_methods = methods};
