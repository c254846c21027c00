/* A unit in parentheses is one argument with one keyword. */
#include <Python.h>

PyObject *
box(PyObject *self, PyObject *args, PyObject *kw)
{
    static char *names[] = {"size", "origin", "mode", NULL};
    int w, h, x = 0, y = 0;
    const char *mode = "L";
    if (!PyArg_ParseTupleAndKeywords(args, kw, "(ii)|(ii)s;box() is wrong",
                                     names, &w, &h, &x, &y, &mode))
        return NULL;
    return PyLong_FromLong(w * h + x * y + mode[0]);
}
