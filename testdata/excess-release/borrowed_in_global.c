/* A hook in a global variable; its old value is released at each change. */
#include <Python.h>

static PyObject *on_event;
static struct {
    int depth;
    PyObject *filter;
} settings;

static PyObject *
set_hook(PyObject *self, PyObject *args)
{
    PyObject *hook;
    if (!PyArg_ParseTuple(args, "O:set_hook", &hook))
        return NULL;
    Py_XDECREF(on_event);
    on_event = hook; // WARN excess-release "'hook' left in 'on_event'"
    Py_RETURN_NONE;
}

static PyObject *
set_filter(PyObject *self, PyObject *filter)
{
    settings.depth = 0;
    settings.filter = filter; // WARN excess-release "left in 'settings.filter' without a reference: set_both()"
    Py_RETURN_NONE;
}

static PyObject *
set_both(PyObject *self, PyObject *hook)
{
    Py_XSETREF(on_event, Py_NewRef(hook));
    Py_XSETREF(settings.filter, Py_NewRef(hook));
    Py_RETURN_NONE;
}

static PyObject *
reset(PyObject *self, PyObject *noargs)
{
    Py_CLEAR(settings.filter);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"set_hook", set_hook, METH_VARARGS, NULL},
    {"set_filter", set_filter, METH_O, NULL},
    {"set_both", set_both, METH_O, NULL},
    {"reset", reset, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "hooks", .m_size = -1,
    .m_methods = methods};

PyMODINIT_FUNC
PyInit_hooks(void)
{
    return PyModule_Create(&module);
}
