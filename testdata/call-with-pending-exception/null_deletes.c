/* NULL for the value means "delete it" to these, not "it has failed". */
#include <Python.h>

static int
remember_label(PyObject *self, PyObject *source)
{
    PyObject *label = PyObject_Str(source);
    int rc = PyObject_SetAttrString(self, "label", label); // WARN call-with-pending-exception "PyObject_SetAttrString()"
    Py_XDECREF(label);
    return rc;
}

static int
replace_head(PyObject *list, PyObject *source)
{
    PyObject *head = PySequence_List(source);
    int rc = PyList_SetSlice(list, 0, 1, head); // WARN call-with-pending-exception "PyList_SetSlice()"
    Py_XDECREF(head);
    return rc;
}

static PyObject *
update(PyObject *self, PyObject *source)
{
    PyObject *first = PyObject_GetAttrString(source, "first");
    int rc = PySequence_SetItem(source, 0, first); // WARN call-with-pending-exception "PySequence_SetItem()"
    Py_XDECREF(first);
    if (rc < 0 || remember_label(self, source) < 0 ||
        replace_head(source, source) < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *
call_with(PyObject *self, PyObject *source)
{
    PyObject *args = PySequence_Tuple(source);
    PyObject *result = PyObject_CallObject(self, args); // WARN call-with-pending-exception "PyObject_CallObject()"
    Py_XDECREF(args);
    return result;
}

static PyMethodDef methods[] = {
    {"update", update, METH_O, NULL},
    {"call_with", call_with, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
