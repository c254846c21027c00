/* The optional module may be there and broken. */
#include <Python.h>

int
find_numpy(PyObject **out)
{
    *out = PyImport_ImportModule("numpy");
    if (*out == NULL) {
        PyErr_Clear(); // WARN swallowed-exception "PyImport_ImportModule()"
        return 0;
    }
    return 1;
}
