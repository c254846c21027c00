/* The count is lowered for the time of a call and raised again. */
#include <Python.h>

int
append_in_place(PyObject *list, PyObject *item)
{
    list->ob_refcnt--; // WARN bare-refcount-write "'list'"
    int rc = PyList_Append(list, item);
    list->ob_refcnt++; // WARN bare-refcount-write "'list'"
    return rc;
}
