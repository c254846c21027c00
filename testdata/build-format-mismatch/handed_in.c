/* Perhaps whoever calls this passes NULL: a possible finding. */
#include <Python.h>

PyObject *
call_it(PyObject *f, PyObject *last)
{
    return PyObject_CallFunctionObjArgs(f, last); // DOUBT build-format-mismatch "no NULL"
}
