// PYTHON >=3.13
/* The item is taken while the list is locked. */
#include <Python.h>

static PyObject *
first_name(PyObject *module, PyObject *list)
{
    PyObject *first = NULL;
    if (!PyList_Check(list))
        return PyErr_Format(PyExc_TypeError, "list expected");
    Py_BEGIN_CRITICAL_SECTION(list);
    if (PyList_GET_SIZE(list) > 0)
        first = Py_NewRef(PyList_GET_ITEM(list, 0));
    Py_END_CRITICAL_SECTION();
    return first != NULL ? first : Py_NewRef(Py_None);
}

PyMethodDef name_methods[] = {
    {"first_name", first_name, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
