/* Key and value go together: the dict was all that held them. */
#include <Python.h>

int
forget_one(PyObject *pending)
{
    PyObject *id, *job;
    Py_ssize_t at = 0;
    if (!PyDict_Next(pending, &at, &id, &job))
        return 0;
    if (PyDict_DelItem(pending, id) != 0)
        return -1;
    return PyObject_IsTrue(job); // WARN invalidated-borrow "'job', borrowed from 'pending',"
}
