/* NULL! promises an exception. */
#include <Python.h>
#include "../../runtime-model/include/refaudit.h"

REFAUDIT_CONTRACT("pick(o, wanted) -> new | NULL!")
static PyObject *
pick(PyObject *o, int wanted) // WARN broken-contract "returns without one"
{
    if (!wanted)
        return NULL;
    return PyObject_Str(o);
}

PyObject *
picked(PyObject *o)
{
    return pick(o, 1);
}
