/* None is counted, too, in a variable that the compiler releases. */
#include <Python.h>

static inline void
decref_variable(void *p)
{
    Py_XDECREF(*(PyObject **)p);
}

#define auto_object __attribute__((__cleanup__(decref_variable))) PyObject *

PyObject *
ask(PyObject *callback, const char *name, const char *value)
{
    auto_object a = NULL;
    if (name != NULL) {
        a = PyUnicode_FromString(name);
        if (a == NULL)
            return NULL;
    } else {
        a = Py_None;
        Py_INCREF(a);
    }
    auto_object b = NULL;
    if (value != NULL) {
        b = PyUnicode_FromString(value);
        if (b == NULL)
            return NULL;
    } else {
        b = Py_None;
        Py_INCREF(b);
    }
    auto_object result =
        PyObject_CallFunctionObjArgs(callback, a, b, NULL);
    if (result == NULL)
        return NULL;
    Py_RETURN_TRUE;
}
