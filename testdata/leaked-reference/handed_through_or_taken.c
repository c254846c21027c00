/* A hook takes its argument over and gives it back, or something instead: one
 * of its failures forgets it.
 */
#include <Python.h>

static PyObject *
resolve(PyObject *value)
{
    if (!PyDict_Check(value))
        return value;
    PyObject *key = PyMapping_GetItemString(value, "$ref");
    if (key == NULL) {
        Py_DECREF(value);
        return NULL;
    }
    PyObject *made = PyObject_Repr(key);
    Py_DECREF(key);
    if (made == NULL)
        return NULL; // WARN leaked-reference "reference to 'value' leaked when PyObject_Repr() fails"
    Py_DECREF(value);
    return made;
}

PyObject *
read_one(PyObject *source)
{
    PyObject *value = PyObject_Str(source);
    return value == NULL ? NULL : resolve(value); // DOUBT leaked-reference
}
