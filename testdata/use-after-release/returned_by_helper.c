/* The clean-up label releases what is then returned. */
#include <Python.h>

PyObject *
controls_to_list(const char *const *names, Py_ssize_t n)
{
    PyObject *list = PyList_New(n);
    if (list == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *name = PyUnicode_FromString(names[i]);
        if (name == NULL)
            goto done;
        PyList_SET_ITEM(list, i, name);
    }
    Py_INCREF(list);
done:
    Py_DECREF(list);
    return list; // WARN use-after-release "'list'"
}
