/* Two units, one address: the second value goes wherever the next register
 * points. */
#include <Python.h>

static PyObject *
archive_write(PyObject *self, PyObject *args, PyObject *kwds)
{
    static char *names[] = {"fd", "flags", NULL};
    PyObject *fd;
    if (!PyArg_ParseTupleAndKeywords(args, kwds, "O|i:write", names, &fd)) // WARN parse-format-mismatch "takes 2 arguments, but 1 is given"
        return NULL;
    Py_RETURN_NONE;
}

PyMethodDef archive_methods[] = {
    {"write", (PyCFunction)(void (*)(void))archive_write,
     METH_VARARGS | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};
