/* PyObject_Repr(NULL) is "<NULL>", PyObject_Call() takes no keywords as
 * NULL, and free(NULL) does nothing. */
#include <Python.h>
#include <stdlib.h>

PyObject *
show(PyObject *o, PyObject *callable, PyObject *args)
{
    PyObject *attr = PyObject_GetAttrString(o, "label");
    if (attr == NULL)
        PyErr_WriteUnraisable(o);
    PyObject *text = PyObject_Repr(attr);
    Py_XDECREF(attr);
    if (text == NULL)
        return NULL;
    char *scratch = getenv("LABEL") ? malloc(16) : NULL;
    free(scratch);
    PyObject *r = PyObject_Call(callable, args, NULL);
    if (r == NULL) {
        Py_DECREF(text);
        return NULL;
    }
    Py_DECREF(r);
    return text;
}
