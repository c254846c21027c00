/* The first goto comes before anything was made. */
#include <Python.h>

int
save(PyObject *o, int fd)
{
    PyObject *name = NULL;
    int rc = -1;
    if (fd < 0) {
        PyErr_SetString(PyExc_ValueError, "closed");
        goto done;
    }
    name = PyObject_Str(o);
    if (name == NULL)
        return -1;
    rc = 0;
done:
    Py_DECREF(name); // WARN release-of-null "'name'"
    return rc;
}
