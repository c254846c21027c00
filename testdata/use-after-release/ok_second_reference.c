/* One of two references goes; the other keeps the object. */
#include <Python.h>

PyObject *
notify(PyObject *target)
{
    PyObject *event = PyDict_New();
    if (event == NULL)
        return NULL;
    Py_INCREF(event);
    int rc = PyObject_SetAttrString(target, "event", event);
    Py_DECREF(event);
    if (rc < 0) {
        Py_DECREF(event);
        return NULL;
    }
    if (PyDict_SetItemString(event, "done", Py_True) < 0) {
        Py_DECREF(event);
        return NULL;
    }
    return event;
}

// RUN notify(type("T", (), {})())
