/* PyDict_Size(NULL) gives -1, which is no more than 0: the way that the code
 * takes for an empty dictionary is also that of the failed call. */
#include <Python.h>

PyObject *
entries_next(PyObject *self)
{
    PyObject *entry = PyObject_CallMethod(self, "fetch", NULL);
    Py_ssize_t fields = PyDict_Size(entry);
    if (fields > 0)
        return entry;
    Py_DECREF(entry); // WARN release-of-null "'entry' is NULL"
    PyErr_SetNone(PyExc_StopIteration);
    return NULL;
}
