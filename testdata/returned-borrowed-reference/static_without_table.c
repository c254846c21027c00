/* A static function that the unit never names: only Python can call it,
 * through a table that the file leaves out. */
#include <Python.h>

static PyObject *
settings_get(PyObject *self, PyObject *config)
{
    PyObject *value = PyDict_GetItemString(config, "value");
    if (value == NULL) {
        PyErr_SetString(PyExc_KeyError, "value");
        return NULL;
    }
    return value; // WARN returned-borrowed-reference
}
