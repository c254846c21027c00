/* sys.stdout is lent by PySys_GetObject(). */
#include <Python.h>

int
flush_stdout(void)
{
    PyObject *out = PySys_GetObject("stdout");
    if (out == NULL || out == Py_None)
        return 0;
    PyObject *r = PyObject_CallMethod(out, "flush", NULL);
    Py_DECREF(out); // WARN excess-release "'out'"
    if (r == NULL)
        return -1;
    Py_DECREF(r);
    return 0;
}
