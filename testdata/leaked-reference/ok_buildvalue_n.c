/* N takes the references over, also when the call fails, and passes NULL
 * on as the failure of the whole. */
#include <Python.h>

PyObject *
bounds(double low, double high)
{
    return Py_BuildValue("(NN)", PyFloat_FromDouble(low),
                         PyFloat_FromDouble(high));
}

PyObject *
tagged(const char *tag, PyObject *source)
{
    PyObject *items = PySequence_List(source);
    if (items == NULL)
        return NULL;
    return Py_BuildValue("{s:N}", tag, items);
}
