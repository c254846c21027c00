/* isinstance() with a type that C defines asks no Python code. */
#include <Python.h>

static PyTypeObject Point_Type;

#define Point_Check(o) PyObject_IsInstance(o, (PyObject *)&Point_Type)

PyObject *
point_or_none(PyObject *self, PyObject *o)
{
    if (Point_Check(o)) {
        Py_INCREF(o);
        return o;
    }
    Py_RETURN_NONE;
}

PyObject *
point_known(PyObject *self, PyObject *o)
{
    return PyBool_FromLong(Point_Check(o));
}
