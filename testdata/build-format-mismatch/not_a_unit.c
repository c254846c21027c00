/* printf's directives are no units of Py_BuildValue(). */
#include <Python.h>

PyObject *
pair(const char *key, int value)
{
    return Py_BuildValue("(%s,%d)", key, value); // WARN build-format-mismatch "'%' is no format unit"
}
