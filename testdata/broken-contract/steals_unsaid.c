/* A line that forgets that the argument is consumed. */
#include <Python.h>
#include "../../runtime-model/include/refaudit.h"

REFAUDIT_CONTRACT("print_and_drop(o) -> 0 | -1! calls")
int
print_and_drop(PyObject *o) // WARN broken-contract "consumes a reference to 'o'"
{
    int rc = PyObject_Print(o, stdout, 0);
    Py_DECREF(o);
    return rc < 0 ? -1 : 0;
}
