/* Half of a size_t. */
#include <Python.h>
#include <string.h>

PyObject *
describe(const char *name)
{
    return Py_BuildValue("(si)", name, strlen(name)); // WARN build-format-mismatch "'i'"
}
