/* By two the loop steps over an odd n. */
#include <Python.h>

static PyObject *
find(PyObject *self, PyObject *list)
{
    PyObject *ret = NULL;
    Py_ssize_t i, n = PyList_Size(list);
    if (n < 0)
        return NULL;
    for (i = 0; i < n; i += 2) {
        PyObject *o = PyList_GetItem(list, i);
        if (o == NULL)
            return NULL;
        if (PyLong_Check(o)) {
            ret = PyLong_FromSsize_t(i);
            break;
        }
    }
    if (i == n)
        ret = PyLong_FromLong(-1);
    return ret; // WARN error-without-exception
}

static PyMethodDef methods[] = {{"find", find, METH_O, NULL},
                                {NULL, NULL, 0, NULL}};
struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "find", NULL, 0, methods,
                             NULL, NULL, NULL, NULL};
