/* Static variables whose old value somebody deals with. */
#include <Python.h>

static PyObject *hook, *cache, *filter, *name, *last, *once,
    *counted;
static int is_ready;

static PyObject *
set_hook(PyObject *module, PyObject *callback)
{
    PyObject *old = hook;
    Py_INCREF(callback);
    hook = callback;
    Py_XDECREF(old);
    Py_RETURN_NONE;
}

static PyObject *
set_counted(PyObject *module, PyObject *callback)
{
    Py_XDECREF(counted);
    counted = callback;
    Py_INCREF(counted);
    Py_RETURN_NONE;
}

static PyObject *
get_cache(PyObject *module, PyObject *noargs)
{
    if (!cache) {
        cache = PyDict_New();
        if (!cache)
            return NULL;
    }
    return Py_NewRef(cache);
}

static void
drop_filter(void)
{
    Py_CLEAR(filter);
}

static PyObject *
set_filter(PyObject *module, PyObject *callback)
{
    drop_filter();
    Py_INCREF(callback);
    filter = callback;
    Py_RETURN_NONE;
}

/* The caller gets what was there. */
static PyObject *
swap_name(PyObject *module, PyObject *value)
{
    PyObject *old = name;
    Py_INCREF(value);
    name = value;
    if (old == NULL)
        Py_RETURN_NONE;
    return old;
}

/* It is borrowed now and then. */
static PyObject *
set_last(PyObject *module, PyObject *value)
{
    if (value == Py_None)
        last = NULL;
    else {
        Py_XDECREF(last);
        Py_INCREF(value);
        last = value;
    }
    Py_RETURN_NONE;
}

/* The first time only. */
static PyObject *
begin(PyObject *module, PyObject *noargs)
{
    if (is_ready)
        Py_RETURN_NONE;
    once = PyDict_New();
    if (once == NULL)
        return NULL;
    is_ready = 1;
    Py_RETURN_NONE;
}

static PyObject *
get_all(PyObject *module, PyObject *noargs)
{
    if (hook == NULL || filter == NULL || last == NULL || once == NULL ||
        counted == NULL)
        Py_RETURN_NONE;
    return PyTuple_Pack(5, hook, filter, last, once, counted);
}

static PyMethodDef methods[] = {
    {"set_hook", set_hook, METH_O, NULL},
    {"set_counted", set_counted, METH_O, NULL},
    {"get_cache", get_cache, METH_NOARGS, NULL},
    {"set_filter", set_filter, METH_O, NULL},
    {"swap_name", swap_name, METH_O, NULL},
    {"set_last", set_last, METH_O, NULL},
    {"begin", begin, METH_NOARGS, NULL},
    {"get_all", get_all, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

struct PyModuleDef hooks_module = {PyModuleDef_HEAD_INIT, .m_name = "hooks",
                                   .m_size = -1, .m_methods = methods};
