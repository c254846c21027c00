/* Text of the object, or a copy that has to be freed. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <string.h>

PyObject *
quote(PyObject *self, PyObject *word)
{
    char *copy = NULL;
    const char *text;
    if (PyBytes_Check(word))
        text = PyBytes_AS_STRING(word);
    else {
        copy = strdup("unknown");
        if (copy == NULL)
            return PyErr_NoMemory();
        text = copy;
    }
    PyObject *result = PyUnicode_FromFormat("'%s'", text);
    free(copy);
    return result;
}

PyObject *
quote_by_flag(PyObject *self, PyObject *word)
{
    int ours = !PyBytes_Check(word);
    char *text = ours ? strdup("unknown") : PyBytes_AS_STRING(word);
    if (text == NULL)
        return PyErr_NoMemory();
    PyObject *result = PyUnicode_FromFormat("'%s'", text);
    if (ours)
        free(text);
    return result;
}

PyObject *
encoded(PyObject *self, PyObject *args)
{
    char *name = NULL;
    if (!PyArg_ParseTuple(args, "es", "utf-8", &name))
        return NULL;
    PyObject *result = PyUnicode_FromString(name);
    PyMem_Free(name);
    return result;
}

PyObject *
titled(PyObject *self, PyObject *args)
{
    const char *title = NULL;
    if (!PyArg_ParseTuple(args, "|s", &title))
        return NULL;
    if (title == NULL)
        title = "none";
    return PyUnicode_FromString(title);
}
