/* A whole line, and callers that rely on it. */
#include <Python.h>
#include "../../runtime-model/include/refaudit.h"

REFAUDIT_CONTRACT("push(list, item:steals) -> 0 | -1! calls")
static int
push(PyObject *list, PyObject *item)
{
    int rc = PyList_Append(list, item);
    Py_DECREF(item);
    return rc;
}

int
push_number(PyObject *list, long n)
{
    PyObject *item = PyLong_FromLong(n);
    return item == NULL ? -1 : push(list, item);
}
