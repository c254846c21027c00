/* The entry is deleted first and looked at afterwards. */
#include <Python.h>

long
take_size(PyObject *registry, PyObject *name)
{
    PyObject *entry = PyDict_GetItem(registry, name);
    if (entry == NULL)
        return 0;
    if (PyDict_DelItem(registry, name) < 0)
        return -1;
    return PyLong_AsLong(entry); // WARN invalidated-borrow "PyDict_DelItem() has dropped it"
}
