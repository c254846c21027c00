/* A contract line that promises a new reference. */
#include <Python.h>
#include "../../runtime-model/include/refaudit.h"

struct session {
    PyObject_HEAD
    PyObject *owner;
};

REFAUDIT_CONTRACT("session_owner(s) -> new | NULL!")
PyObject *
session_owner(struct session *s) // WARN broken-contract "returns a borrowed one"
{
    if (s->owner == NULL)
        PyErr_SetString(PyExc_RuntimeError, "nobody");
    return s->owner;
}
