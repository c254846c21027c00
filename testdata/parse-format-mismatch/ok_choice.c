/* Both formats are right; the shorter one leaves the last address alone. */
#include <Python.h>
#include <sys/types.h>

PyObject *
truncate_file(PyObject *self, PyObject *args, int two)
{
    off_t length = 0;
    int fd = -1;
    if (!PyArg_ParseTuple(args, two ? "iL" : "i", &fd, &length))
        return NULL;
    if (!PyArg_ParseTuple(args, sizeof(off_t) == sizeof(int) ? "ii" : "iL",
                          &fd, &length))
        return NULL;
    return PyLong_FromLongLong(length + fd);
}
