/* consume() takes its argument over on purpose; callers give it a new
 * reference. */
#include <Python.h>

static int
consume(PyObject *list, PyObject *item)
{
    if (item == NULL)
        return -1;
    int rc = PyList_Append(list, item);
    Py_DECREF(item);
    return rc;
}

PyObject *
two_names(const char *a, const char *b)
{
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    if (consume(list, PyUnicode_FromString(a)) < 0 ||
        consume(list, PyUnicode_FromString(b)) < 0)
        Py_CLEAR(list);
    return list;
}
