/* PySequence_Fast() gives back the list itself. */
#include <Python.h>

long
sum_all(PyObject *o)
{
    long sum = 0;
    PyObject *seq = PySequence_Fast(o, "a sequence is needed");
    if (seq == NULL)
        return -1;
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(seq); i++) {
        PyObject *item = PySequence_Fast_GET_ITEM(seq, i); // WARN borrowed-without-gil-build "owner"
        long n = PyLong_AsLong(item);
        if (n == -1 && PyErr_Occurred()) {
            Py_DECREF(seq);
            return -1;
        }
        sum += n;
    }
    Py_DECREF(seq);
    return sum;
}
