/* Texts that the caller need not pass, or passes None for. */
#include <Python.h>
#include <string.h>

static PyObject *
length(PyObject *module, PyObject *args)
{
    const char *text = NULL;
    if (!PyArg_ParseTuple(args, "|s:length", &text))
        return NULL;
    return PyLong_FromLong((long)strlen(text)); // WARN unchecked-null "'text'"
}

static PyObject *
is_reading(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"path", "mode", NULL};
    const char *path, *mode;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "sz:is_reading", names,
                                     &path, &mode))
        return NULL;
    return PyBool_FromLong(strcmp(mode, "r") == 0); // WARN unchecked-null
}

static PyMethodDef methods[] = {
    {"length", length, METH_VARARGS, NULL},
    {"is_reading", (PyCFunction)(void (*)(void))is_reading,
     METH_VARARGS | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

struct PyModuleDef texts_module = {PyModuleDef_HEAD_INIT, .m_name = "texts",
                                   .m_size = -1, .m_methods = methods};
