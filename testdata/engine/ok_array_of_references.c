/* A loop makes them, a loop releases them. */
#include <Python.h>

PyObject *
right(PyObject *o)
{
    PyObject *v[3] = {NULL, NULL, NULL};
    PyObject *r = NULL;
    int i;
    for (i = 0; i < 3; i++) {
        v[i] = PyObject_CallMethod(o, "part", "i", i);
        if (v[i] == NULL)
            goto done;
    }
    r = PyTuple_Pack(3, v[0], v[1], v[2]);
done:
    for (i = 0; i < 3; i++)
        Py_XDECREF(v[i]);
    return r;
}
