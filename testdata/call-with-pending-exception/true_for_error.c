/* The truth of the object was an error, which "if" takes for true. */
#include <Python.h>

PyObject *
render(PyObject *flag, PyObject *value)
{
    if (PyObject_IsTrue(flag))
        return PyObject_Repr(value); // WARN call-with-pending-exception "is set by PyObject_IsTrue()"
    return PyObject_Str(value);
}
