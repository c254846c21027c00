/* The capsule carries a pointer into one call and dies behind it. */
#include <Python.h>

struct request {
    int id;
    int answered;
};

PyObject *
ok_ask(PyObject *self, PyObject *callback)
{
    struct request request = {7, 0};
    PyObject *c = PyCapsule_New(&request, NULL, NULL);
    if (c == NULL)
        return NULL;
    PyObject *answer = PyObject_CallFunctionObjArgs(callback, c, NULL);
    Py_DECREF(c);
    if (answer == NULL)
        return NULL;
    Py_DECREF(answer);
    return PyBool_FromLong(request.answered);
}
