/* A loop that counts up to n one by one ends with n, and what leaves it early
   has less. */
#include <Python.h>

static PyObject *
find(PyObject *self, PyObject *list)
{
    PyObject *ret = NULL;
    Py_ssize_t i, n = PySequence_Size(list);
    if (n < 0)
        return NULL;
    for (i = 0; i < n; i++) {
        PyObject *o = PySequence_GetItem(list, i);
        if (o == NULL)
            break;
        if (PyLong_Check(o)) {
            ret = PyLong_FromSsize_t(i);
            Py_DECREF(o);
            break;
        }
        Py_DECREF(o);
    }
    if (i == n)
        ret = PyLong_FromLong(-1);
    return ret;
}

static PyMethodDef methods[] = {{"find", find, METH_O, NULL},
                                {NULL, NULL, 0, NULL}};
struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "find", NULL, 0, methods,
                             NULL, NULL, NULL, NULL};
