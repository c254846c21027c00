/* The flag tells whether there is a value. */
#include <Python.h>

PyObject *
shown(PyObject *o, int quoted)
{
    PyObject *text;
    if (quoted) {
        text = PyObject_Repr(o);
        if (text == NULL)
            return NULL;
    }
    if (!quoted)
        return PyObject_Str(o);
    return text;
}
