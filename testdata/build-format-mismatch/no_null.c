/* The list of objects goes on into whatever comes next. */
#include <Python.h>

PyObject *
ask(PyObject *callable)
{
    PyObject *one = PyLong_FromLong(1);
    if (one == NULL)
        return NULL;
    PyObject *answer = PyObject_CallFunctionObjArgs(callable, one); // WARN build-format-mismatch "no NULL"
    Py_DECREF(one);
    return answer;
}
