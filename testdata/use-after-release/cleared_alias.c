/* Py_CLEAR() empties one variable; the other still points there. */
#include <Python.h>

PyObject *
class_of(PyObject *o)
{
    PyObject *cls = PyObject_GetAttrString(o, "__class__");
    PyObject *alias = cls;
    if (cls == NULL)
        return NULL;
    Py_CLEAR(cls);
    return PyObject_GetAttrString(alias, "__name__"); // WARN use-after-release "'alias'"
}
