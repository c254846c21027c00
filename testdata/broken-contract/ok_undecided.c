/* Where the body does not tell, nothing is said. */
#include <Python.h>
#include "../../runtime-model/include/refaudit.h"

extern PyObject *unknown(PyObject *);

REFAUDIT_CONTRACT("wrap(o) -> new | NULL!")
PyObject *
wrap(PyObject *o)
{
    return unknown(o);
}
