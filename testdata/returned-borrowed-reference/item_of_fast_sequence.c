/* The list that was passed may keep the item alive; the caller releases it for
 * all that.
 */
#include <Python.h>

PyObject *
first(PyObject *module, PyObject *any)
{
    PyObject *items = PySequence_Fast(any, "a sequence is needed");
    if (items == NULL)
        return NULL;
    if (PySequence_Fast_GET_SIZE(items) == 0) {
        Py_DECREF(items);
        Py_RETURN_NONE;
    }
    PyObject *item = PySequence_Fast_GET_ITEM(items, 0);
    Py_DECREF(items);
    return item; // WARN returned-borrowed-reference
}

PyObject *
entry(PyObject *module, PyObject *any)
{
    PyObject *table = PyObject_GetAttrString(any, "table");
    if (table == NULL)
        return NULL;
    PyObject *value = PyDict_GetItemString(table, "entry");
    Py_DECREF(table);
    if (value == NULL)
        Py_RETURN_NONE;
    return value; // WARN returned-borrowed-reference
}

PyObject *
ok_first(PyObject *module, PyObject *any)
{
    PyObject *items = PySequence_Fast(any, "a sequence is needed");
    if (items == NULL)
        return NULL;
    if (PySequence_Fast_GET_SIZE(items) == 0) {
        Py_DECREF(items);
        Py_RETURN_NONE;
    }
    PyObject *item = Py_NewRef(PySequence_Fast_GET_ITEM(items, 0));
    Py_DECREF(items);
    return item;
}

PyMethodDef methods[] = {{"first", first, METH_O, NULL},
                         {"entry", entry, METH_O, NULL},
                         {"first_of", ok_first, METH_O, NULL},
                         {NULL, NULL, 0, NULL}};
