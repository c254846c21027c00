/* A format from elsewhere is not judged; one of two may use fewer. */
#include <Python.h>

PyObject *
build(const char *format, int short_form, int a, int b)
{
    PyObject *o = Py_BuildValue(format, a, b);
    if (o == NULL)
        return NULL;
    Py_DECREF(o);
    return Py_BuildValue(short_form ? "(i)" : "(ii)", a, b);
}
