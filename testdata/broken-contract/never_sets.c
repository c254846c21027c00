/* It is said to set an exception on every way. */
#include <Python.h>
#include "../../runtime-model/include/refaudit.h"

REFAUDIT_SETS_EXCEPTION
void
report(int code) // WARN broken-contract "returns without one"
{
    if (code != 0)
        PyErr_Format(PyExc_OSError, "code %d", code);
}
