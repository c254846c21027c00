/* A helper puts a callback where another one was, and hands that back. */
#include <Python.h>

static PyObject *on_connect, *on_close;

static PyObject *
exchange(PyObject *args, const char *format, PyObject **place)
{
    PyObject *callback, *old;
    if (!PyArg_ParseTuple(args, format, &callback))
        return NULL;
    if (callback == Py_None)
        callback = NULL;
    else
        Py_INCREF(callback);
    old = *place;
    *place = callback;
    if (old != NULL)
        return old;
    Py_RETURN_NONE;
}

static PyObject *
look(PyObject **place)
{
    if (*place != NULL)
        return *place;
    Py_RETURN_NONE;
}

static PyObject *
ok_set_on_connect(PyObject *self, PyObject *args)
{
    return exchange(args, "O:set_on_connect", &on_connect);
}

static PyObject *
ok_set_on_close(PyObject *self, PyObject *args)
{
    return exchange(args, "O:set_on_close", &on_close);
}

static PyObject *
get_on_close(PyObject *self, PyObject *ignored)
{
    return look(&on_close); // WARN returned-borrowed-reference "look"
}

static PyMethodDef methods[] = {
    {"set_on_connect", ok_set_on_connect, METH_VARARGS, NULL},
    {"set_on_close", ok_set_on_close, METH_VARARGS, NULL},
    {"get_on_close", get_on_close, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "hooks", .m_methods = methods};

PyMODINIT_FUNC
PyInit_hooks(void)
{
    return PyModuleDef_Init(&def);
}
