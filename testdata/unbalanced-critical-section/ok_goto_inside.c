// PYTHON >=3.13
/* The label stands in the section. */
#include <Python.h>

int
sum_list(PyObject *list, long *sum)
{
    int status = -1;
    *sum = 0;
    Py_BEGIN_CRITICAL_SECTION(list);
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); i++) {
        long n = PyLong_AsLong(PyList_GET_ITEM(list, i));
        if (n == -1 && PyErr_Occurred())
            goto done;
        *sum += n;
    }
    status = 0;
done:;
    Py_END_CRITICAL_SECTION();
    return status;
}
