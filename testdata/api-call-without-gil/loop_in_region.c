/* Progress is reported from within. */
#include <Python.h>

extern int step(int i);

PyObject *
run(PyObject *progress, int n)
{
    Py_BEGIN_ALLOW_THREADS
    for (int i = 0; i < n; i++) {
        step(i);
        if (i % 100 == 0) {
            PyObject *r = PyObject_CallFunction(progress, "i", i); // WARN api-call-without-gil "PyObject_CallFunction()"
            Py_XDECREF(r); // WARN api-call-without-gil
        }
    }
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}
