// PYTHON >=3.13
/* A section in each round, continue after its end. */
#include <Python.h>

long
total(PyObject **lists, int n)
{
    long sum = 0;
    for (int i = 0; i < n; i++) {
        Py_ssize_t size;
        Py_BEGIN_CRITICAL_SECTION(lists[i]);
        size = PyList_GET_SIZE(lists[i]);
        Py_END_CRITICAL_SECTION();
        if (size == 0)
            continue;
        sum += (long)size;
    }
    return sum;
}
