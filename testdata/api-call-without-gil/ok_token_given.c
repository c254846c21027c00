/* A helper gets the token, takes the GIL with it and raises. */
#include <Python.h>

static inline int
index_check(Py_ssize_t *index, Py_ssize_t size, PyThreadState *_save)
{
    if (*index < -size || *index >= size) {
        if (_save != NULL)
            PyEval_RestoreThread(_save);
        PyErr_Format(PyExc_IndexError, "index %zd of %zd", *index, size);
        return -1;
    }
    if (*index < 0)
        *index += size;
    return 0;
}

static PyObject *
take(PyObject *module, PyObject *arg)
{
    Py_ssize_t at[4] = {0, 1, 2, PyObject_Length(arg)};
    PyThreadState *_save;
    if (at[3] < 0)
        return NULL;
    _save = PyEval_SaveThread();
    for (int i = 0; i < 4; i++)
        if (index_check(&at[i], 3, _save) < 0)
            return NULL;
    PyEval_RestoreThread(_save);
    return PyLong_FromSsize_t(at[3]);
}

static PyObject *
check(PyObject *module, PyObject *arg)
{
    Py_ssize_t at = PyObject_Length(arg);
    if (at < 0 || index_check(&at, 3, NULL) < 0)
        return NULL;
    Py_RETURN_NONE;
}

PyMethodDef take_methods[] = {
    {"take", take, METH_O, NULL},
    {"check", check, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
