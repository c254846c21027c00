/* PyModule_AddObject() takes the object over, and keeps it for long. */
#include <Python.h>

struct limits {
    long lowest, highest;
};

int
add_limits(PyObject *m)
{
    struct limits limits = {-100, 100};
    PyObject *c = PyCapsule_New(&limits, "demo.limits", NULL);
    if (c == NULL)
        return -1;
    if (PyModule_AddObject(m, "limits", c) < 0) { // WARN kept-stack-memory "limits"
        Py_DECREF(c);
        return -1;
    }
    return 0;
}
