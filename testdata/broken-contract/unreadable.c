/* A verb that there is not. */
#include <Python.h>
#include "../../runtime-model/include/refaudit.h"

REFAUDIT_CONTRACT("keep(o:takes) -> void")
void
keep(PyObject *o) // WARN broken-contract "cannot be read"
{
    (void)o;
}
