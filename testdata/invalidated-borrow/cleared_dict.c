/* Everything that the dict lent goes with PyDict_Clear(). */
#include <Python.h>

int
reset(PyObject *state, int verbose)
{
    PyObject *owner = PyDict_GetItemString(state, "owner");
    PyDict_Clear(state);
    if (verbose && owner != NULL)
        return PyObject_Print(owner, stderr, Py_PRINT_RAW); // WARN invalidated-borrow "'owner', borrowed from 'state',"
    return 0;
}
