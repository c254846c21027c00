/* The tuple was the only owner of the item. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

PyObject *
quoted(const char *text)
{
    PyObject *pack = Py_BuildValue("(s#)", text, (Py_ssize_t)3);
    if (pack == NULL)
        return NULL;
    PyObject *item = PyTuple_GET_ITEM(pack, 0);
    Py_DECREF(pack);
    return PyObject_Repr(item); // WARN use-after-release "'item'"
}
