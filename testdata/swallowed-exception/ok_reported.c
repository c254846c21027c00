/* It is not dropped but printed. */
#include <Python.h>

int
notify(PyObject *hook)
{
    PyObject *r = PyObject_CallObject(hook, NULL);
    if (r == NULL) {
        PyErr_WriteUnraisable(hook);
        return 0;
    }
    Py_DECREF(r);
    return 1;
}
