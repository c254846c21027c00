/* To bytes only what can be read as bytes is appended; where that fails the
 * variable is NULL, and the next call leaves it so.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

PyObject *
quote(PyObject *Py_UNUSED(self), PyObject *value)
{
    if (!PyBytes_Check(value))
        Py_RETURN_NONE;
    PyObject *quoted = PyBytes_FromString("'");
    if (quoted == NULL)
        return NULL;
    PyBytes_Concat(&quoted, value);
    Py_XDECREF(quoted);
    Py_RETURN_TRUE; // RARE result-with-exception
}

PyObject *
enclose(PyObject *Py_UNUSED(self), PyObject *value)
{
    PyObject *text = PyBytes_FromString("<");
    PyObject *end = PyBytes_FromString(">");
    PyBytes_Concat(&text, value);
    PyBytes_Concat(&text, end);
    Py_XDECREF(end);
    return text;
}

static PyMethodDef methods[] = {
    {"quote", quote, METH_O, NULL},
    {"enclose", enclose, METH_O, NULL},
    {NULL},
};

extern void install(PyMethodDef *table);

void
install_all(void)
{
    install(methods);
}
