/* Nothing in this configuration gives the variable a value: there is another
 * one, with macros that a build finds out.
 */
#include <Python.h>

PyObject *
interfaces(PyObject *Py_UNUSED(self), PyObject *Py_UNUSED(ignored))
{
    PyObject *result;
#if HAVE_ROUTING_SOCKETS
    result = PyList_New(0);
#endif
    return result; // DOUBT uninitialised-reference
}

PyObject *
first(PyObject *Py_UNUSED(self), PyObject *o)
{
    PyObject *result;
    if (PyTuple_Check(o))
        result = PyTuple_GetItem(o, 0);
    Py_XINCREF(result); // WARN uninitialised-reference
    return result;
}
