/* The line was copied from another function. */
#include <Python.h>
#include "../../runtime-model/include/refaudit.h"

REFAUDIT_CONTRACT("first(o) -> new | NULL!")
PyObject *
second(PyObject *o) // WARN broken-contract "another function"
{
    return PySequence_GetItem(o, 1);
}
