/* Characters where an object is wanted. */
#include <Python.h>

PyObject *
emit(PyObject *handler, const char *line)
{
    return PyObject_CallFunction(handler, "O", line); // WARN build-format-mismatch "'O'"
}
