/* The API reads a text up to its end, like strlen(). */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *
copy(PyObject *module, PyObject *o)
{
    const char *text = PyUnicode_AsUTF8(o);
    return PyBytes_FromString(text); // WARN unchecked-null "'text'"
}

static PyObject *
greeting(PyObject *module, PyObject *args)
{
    const char *name = NULL;
    if (!PyArg_ParseTuple(args, "|z:greeting", &name))
        return NULL;
    return PyUnicode_FromString(name); // WARN unchecked-null "'name'"
}

static PyObject *
complain(PyObject *module, PyObject *args)
{
    const char *why = NULL;
    if (!PyArg_ParseTuple(args, "|s:complain", &why))
        return NULL;
    PyErr_SetString(PyExc_RuntimeError, why); // WARN unchecked-null "'why'"
    return NULL;
}

static PyObject *
ok_greeting(PyObject *module, PyObject *args)
{
    const char *name = NULL;
    if (!PyArg_ParseTuple(args, "|z:greeting", &name))
        return NULL;
    if (name == NULL)
        Py_RETURN_NONE;
    return PyUnicode_FromString(name);
}

static PyObject *
ok_value(PyObject *module, PyObject *args)
{
    const char *name = NULL;
    Py_ssize_t n = 0;
    if (!PyArg_ParseTuple(args, "|z#:value", &name, &n))
        return NULL;
    return PyBytes_FromStringAndSize(name, n);
}

static PyMethodDef methods[] = {{"copy", copy, METH_O, NULL},
                                {"greeting", greeting, METH_VARARGS, NULL},
                                {"complain", complain, METH_VARARGS, NULL},
                                {"greet", ok_greeting, METH_VARARGS, NULL},
                                {"value", ok_value, METH_VARARGS, NULL},
                                {NULL, NULL, 0, NULL}};

struct PyModuleDef texts_module = {PyModuleDef_HEAD_INIT, .m_name = "texts",
                                   .m_size = -1, .m_methods = methods};
