/* `a & b` of two comparisons is true where both are. */
#include <Python.h>

PyObject *
filled(PyObject *self, PyObject *args)
{
    PyObject *fill = NULL;
    int boundary = 0;
    if (!PyArg_ParseTuple(args, "|iO", &boundary, &fill))
        return NULL;
    if ((boundary == 0) & (fill != NULL))
        return PyObject_Repr(fill);
    Py_RETURN_NONE;
}
