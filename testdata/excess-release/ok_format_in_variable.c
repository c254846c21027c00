/* Text that some function changes is not what the variable began with. */
#include <Python.h>

static char format[] = "OO";
static const char *other = "O!O";

void
use_one_letter(void)
{
    format[1] = 'n';
    other = "Sn";
}

static PyObject *
first(PyObject *self, PyObject *args)
{
    PyObject *word = NULL;
    Py_ssize_t count = 0;
    if (!PyArg_ParseTuple(args, format, &word, &count))
        return NULL;
    if (!PyArg_ParseTuple(args, other, &word, &count))
        return NULL;
    return PySequence_GetItem(word, count);
}

PyMethodDef first_methods[] = {
    {"first", first, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
