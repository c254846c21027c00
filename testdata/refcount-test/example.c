// PYTHON >=3.10
/* Changed in place where nobody else seems to have it. */
#include <Python.h>

PyObject *
append_byte(PyObject *bytes, char c)
{
    if (Py_REFCNT(bytes) == 1) { // WARN refcount-test "compared with 1"
        PyByteArray_AS_STRING(bytes)[0] = c;
        Py_INCREF(bytes);
        return bytes;
    }
    return PyByteArray_FromStringAndSize(&c, 1);
}
