/* A helper parks whatever is pending, runs callbacks and puts it back; its
 * caller goes by the number that tells failure. */
#include <Python.h>

int store_all(PyObject *self, PyObject *items);

static void
tell_watchers(PyObject *watchers)
{
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    PyObject *result = PyObject_CallObject(watchers, NULL);
    if (result == NULL)
        PyErr_WriteUnraisable(watchers);
    Py_XDECREF(result);
    PyErr_Restore(type, value, trace);
}

static int
box_init(PyObject *self, PyObject *args, PyObject *kwds)
{
    PyObject *items, *watchers;
    if (!PyArg_ParseTuple(args, "OO", &items, &watchers))
        return -1;
    int failed = store_all(self, items);
    tell_watchers(watchers);
    if (failed < 0)
        return -1;
    return 0;
}

PyTypeObject Box_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "box.Box",
    .tp_basicsize = sizeof(PyObject),
    .tp_init = box_init,
};
