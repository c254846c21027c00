/* Atomic variables guard themselves. */
#include <Python.h>
#include <stdatomic.h>

static atomic_int open_files;
static _Atomic long total;

static PyObject *
note_open(PyObject *module, PyObject *ignored)
{
    open_files++;
    total = total + 1;
    return PyLong_FromLong(open_files);
}

PyMethodDef note_open_methods[] = {
    {"note_open", note_open, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
