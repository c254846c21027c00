/* A keyword whose unit was forgotten. */
#include <Python.h>

PyObject *
compress(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *kwlist[] = {"data", "level", "dictionary", NULL};
    Py_buffer data;
    int level = 3;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "y*|i:compress", kwlist, // WARN parse-format-mismatch "has 2 units"
                                     &data, &level))
        return NULL;
    PyObject *out = PyBytes_FromStringAndSize(data.buf, data.len / level);
    PyBuffer_Release(&data);
    return out;
}
