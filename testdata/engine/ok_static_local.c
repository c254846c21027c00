/* A static variable keeps its reference between the calls. */
#include <Python.h>

PyObject *
right(void)
{
    static PyObject *name;
    if (name == NULL)
        name = PyUnicode_InternFromString("__dict__");
    Py_XINCREF(name);
    return name;
}

int
also_right(PyObject *o)
{
    static PyObject *cached = NULL;
    PyObject *s = PyObject_Str(o);
    if (s == NULL)
        return -1;
    Py_XDECREF(cached);
    cached = s;
    return 0;
}
