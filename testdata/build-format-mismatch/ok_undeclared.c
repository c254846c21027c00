/* Python had that function once and does not declare it any more. */
#include <Python.h>

PyObject *
reduce(PyObject *sequence)
{
    return Py_BuildValue("N(O)", _PyObject_GetBuiltin("iter"), sequence);
}
