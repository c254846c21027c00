/* What generated code calls is written by hand, and begins with
#include "CPy.h"
 */
#include <Python.h>

PyObject *
item_at(PyObject *o, Py_ssize_t i)
{
    PyObject *index = PyLong_FromSsize_t(i);
    if (index == NULL)
        return NULL;
    return PyObject_GetItem(o, index); // WARN leaked-reference "'index'"
}
