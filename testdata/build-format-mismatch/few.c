/* Two values are promised, one is given. */
#include <Python.h>

PyObject *
notify(PyObject *listener, int code)
{
    return PyObject_CallMethod(listener, "on_event", "(is)", code); // WARN build-format-mismatch "takes 2 arguments, but 1 is given"
}
