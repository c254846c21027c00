/* What "O!" let pass is of that type: a list knows its length, an int fails to
 * be a long for being too large only.
 */
#include <Python.h>

static PyObject *
rows_count(PyObject *self, PyObject *args)
{
    PyObject *rows, *step;
    if (!PyArg_ParseTuple(args, "O!O!", &PyList_Type, &rows, &PyLong_Type,
                          &step))
        return NULL;
    int overflow;
    long by = PyLong_AsLongAndOverflow(step, &overflow);
    Py_ssize_t n = PySequence_Size(rows);
    return PyLong_FromSsize_t(overflow ? 0 : n * by);
}

PyMethodDef methods[] = {
    {"count", rows_count, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
