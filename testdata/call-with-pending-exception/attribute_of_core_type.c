/* What a type of the interpreter has by a name that stands in the code: it is
 * there at every call or at none.
 */
#include <Python.h>

static PyObject *split, *join;

int
methods_of_str(void)
{
    PyObject *t = (PyObject *)&PyUnicode_Type;
    split = PyObject_GetAttrString(t, "split");
    join = PyObject_GetAttrString(t, "join"); // RARE call-with-pending-exception
    return 0;
}

int
methods_of_any(PyTypeObject *type)
{
    PyObject *t = (PyObject *)type;
    split = PyObject_GetAttrString(t, "split");
    join = PyObject_GetAttrString(t, "join"); // WARN call-with-pending-exception
    return 0;
}

int
methods_by_any_name(const char *name)
{
    PyObject *t = (PyObject *)&PyUnicode_Type;
    split = PyObject_GetAttrString(t, name);
    join = PyObject_GetAttrString(t, "join"); // WARN call-with-pending-exception
    return 0;
}
