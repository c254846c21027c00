/* A mapping's subscript hands out what the dict lends. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *data;
} Config;

static PyObject *
Config_subscript(Config *self, PyObject *key)
{
    PyObject *value = PyDict_GetItemWithError(self->data, key);
    if (value == NULL) {
        if (!PyErr_Occurred())
            PyErr_SetObject(PyExc_KeyError, key);
        return NULL;
    }
    return value; // WARN returned-borrowed-reference "'value'"
}

static PyMappingMethods Config_as_mapping = {
    .mp_subscript = (binaryfunc)Config_subscript,
};

PyTypeObject Config_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "conf.Config",
    .tp_basicsize = sizeof(Config),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_as_mapping = &Config_as_mapping,
};
