/* An object of a global that is put into a tuple, and paid for afterwards: the
 * tuple goes, the global has it still. */
#include <Python.h>

static struct {
    PyObject *function, *state;
} job;

PyObject *
run(PyObject *self, PyObject *value)
{
    PyObject *pair = PyTuple_New(2);
    if (pair == NULL)
        return NULL;
    PyTuple_SetItem(pair, 0, job.state);
    Py_INCREF(job.state);
    Py_INCREF(value);
    PyTuple_SetItem(pair, 1, value);
    PyObject *result = PyObject_CallObject(job.function, pair);
    Py_DECREF(pair);
    if (result == NULL)
        return NULL;
    Py_DECREF(result);
    return PyLong_FromSsize_t(Py_REFCNT(job.state));
}
