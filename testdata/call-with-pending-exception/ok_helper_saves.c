/* The helper is made for error paths: it saves the exception itself. */
#include <Python.h>

static void
note(PyObject *log, const char *what)
{
    PyObject *t, *v, *tb;
    PyErr_Fetch(&t, &v, &tb);
    PyObject *r = PyObject_CallMethod(log, "write", "s", what);
    if (r == NULL)
        PyErr_Clear();
    Py_XDECREF(r);
    PyErr_Restore(t, v, tb);
}

PyObject *
fetch(PyObject *log, PyObject *url)
{
    PyObject *page = PyObject_CallMethod(url, "get", NULL);
    if (page == NULL)
        note(log, "failed");
    return page;
}
