/* `tmp` is made and released under the same condition. */
#include <Python.h>

PyObject *
join_path(PyObject *base, PyObject *name, int absolute)
{
    PyObject *tmp = NULL;
    if (!absolute) {
        tmp = PyUnicode_FromFormat("%U/%U", base, name);
        if (tmp == NULL)
            return NULL;
    }
    PyObject *result = PyUnicode_FromObject(absolute ? name : tmp);
    if (!absolute)
        Py_DECREF(tmp);
    return result;
}
