/* Texts that may be NULL, and code that knows. */
#include <Python.h>
#include <string.h>

static PyObject *
asked(PyObject *module, PyObject *args)
{
    const char *text;
    if (!PyArg_ParseTuple(args, "z:asked", &text))
        return NULL;
    if (text == NULL)
        Py_RETURN_NONE;
    return PyLong_FromLong((long)strlen(text));
}

static PyObject *
chosen(PyObject *module, PyObject *args)
{
    const char *text = NULL;
    if (!PyArg_ParseTuple(args, "|s:chosen", &text))
        return NULL;
    return PyLong_FromLong(text ? (long)strlen(text) : 0);
}

static PyObject *
with_default(PyObject *module, PyObject *args)
{
    const char *text = "r";
    if (!PyArg_ParseTuple(args, "|s:with_default", &text))
        return NULL;
    return PyLong_FromLong((long)strlen(text));
}

static PyObject *
counted(PyObject *module, PyObject *args)
{
    const char *text = NULL;
    int n = 0;
    if (!PyArg_ParseTuple(args, "|is:counted", &n, &text))
        return NULL;
    if (PyTuple_GET_SIZE(args) < 2)
        return PyLong_FromLong(n);
    return PyLong_FromLong((long)strlen(text));
}

static PyObject *
passed_on(PyObject *module, PyObject *args)
{
    const char *text;
    if (!PyArg_ParseTuple(args, "z:passed_on", &text))
        return NULL;
    return Py_BuildValue("(z)", text);
}

static PyMethodDef methods[] = {
    {"asked", asked, METH_VARARGS, NULL},
    {"chosen", chosen, METH_VARARGS, NULL},
    {"with_default", with_default, METH_VARARGS, NULL},
    {"counted", counted, METH_VARARGS, NULL},
    {"passed_on", passed_on, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

struct PyModuleDef texts_module = {PyModuleDef_HEAD_INIT, .m_name = "texts",
                                   .m_size = -1, .m_methods = methods};
