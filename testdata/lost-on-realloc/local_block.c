/* A local array that grows in a loop. */
#include <Python.h>

PyObject *
collect(PyObject *iterator)
{
    size_t n = 0;
    long *numbers = NULL;
    PyObject *o;
    while ((o = PyIter_Next(iterator)) != NULL) {
        numbers = realloc(numbers, (n + 1) * sizeof *numbers); // WARN lost-on-realloc "'numbers'"
        if (numbers == NULL) {
            Py_DECREF(o);
            return PyErr_NoMemory();
        }
        numbers[n++] = (long)Py_REFCNT(o);
        Py_DECREF(o);
    }
    free(numbers);
    return PyErr_Occurred() ? NULL : PyLong_FromSize_t(n);
}

// RUN collect(iter(range(100000)))
