/* The list of keywords ends with its last name. */
#include <Python.h>

PyObject *
move(PyObject *self, PyObject *args, PyObject *kw)
{
    static char *names[] = {"x", "y"};
    int x, y;
    if (!PyArg_ParseTupleAndKeywords(args, kw, "ii", names, &x, &y)) // WARN parse-format-mismatch "no NULL"
        return NULL;
    return PyLong_FromLong(x + y);
}
