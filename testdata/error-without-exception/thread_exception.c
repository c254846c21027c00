/* The exception is set in the state of the thread, and asked for there. */
#include <Python.h>

#if PY_VERSION_HEX < 0x030C0000
#define EXCEPTION(tstate) (tstate)->curexc_type
#else
#define EXCEPTION(tstate) (tstate)->current_exception
#endif

static void
restore(PyThreadState *tstate, PyObject *what)
{
    PyObject *old = EXCEPTION(tstate);
    EXCEPTION(tstate) = what;
    Py_XDECREF(old);
}

static void
set_type(PyThreadState *tstate, PyObject *type)
{
    Py_INCREF(type);
    restore(tstate, type);
}

static PyObject *
to_upper(PyObject *Py_UNUSED(self), PyObject *arg)
{
    PyThreadState *tstate = PyThreadState_Get();
    if (!PyUnicode_Check(arg)) {
        set_type(tstate, PyExc_TypeError);
        return NULL;
    }
    if (PyUnicode_GetLength(arg) == 0)
        return NULL; // WARN error-without-exception
    return PyObject_CallMethod(arg, "upper", NULL);
}

static PyObject *
length_of_both(PyObject *Py_UNUSED(self), PyObject *args)
{
    PyThreadState *tstate = PyThreadState_Get();
    PyObject *a, *b;
    if (!PyArg_ParseTuple(args, "OO", &a, &b))
        return NULL;
    Py_ssize_t n = PyObject_Size(a);
    if (EXCEPTION(tstate) != NULL)
        return NULL;
    Py_ssize_t m = PyObject_Size(b);
    if (EXCEPTION(tstate) != NULL) {
        restore(tstate, NULL);
        m = 0;
    }
    return PyLong_FromSsize_t(n + m);
}

static PyMethodDef methods[] = {
    {"to_upper", to_upper, METH_O, NULL},
    {"length_of_both", length_of_both, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyModuleDef module_def = {
    PyModuleDef_HEAD_INIT, .m_name = "texts", .m_methods = methods};
