/* The body is elsewhere, and what is said of it makes this a leak. */
#include <Python.h>
#include "../../runtime-model/include/refaudit.h"

REFAUDIT_RETURNS_NEW
extern PyObject *acquire_handle(void *session);

int
has_handle(void *session)
{
    PyObject *o = acquire_handle(session);
    if (o == NULL)
        return -1;
    return o != Py_None; // WARN leaked-reference "'o'"
}
