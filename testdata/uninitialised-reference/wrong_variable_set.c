/* One of two variables is set in each branch. */
#include <Python.h>

PyObject *
pick(PyObject *o, int as_text)
{
    PyObject *text, *data;
    if (as_text)
        text = o;
    else
        data = PyTuple_GetItem(o, 0);
    if (!as_text && data == NULL)
        return NULL;
    return PyObject_Str(text); // WARN uninitialised-reference "'text' used"
}

