/* Every byte decodes to something, and a name that is written here is always
 * good: NULL means that there is no memory.
 */
#include <Python.h>
#include <string.h>

extern const char *source_name(void);

static PyObject *
text(const char *s)
{
    return PyUnicode_FromString(s);
}

static PyObject *
source_info(PyObject *self, PyObject *ignored)
{
    const char *name = source_name();
    PyObject *info = PyDict_New();
    if (info == NULL)
        return NULL;
    PyObject *o = PyUnicode_DecodeUTF8(name, strlen(name), "replace");
    int rc = PyDict_SetItemString(info, "name", o); // RARE unchecked-null
    Py_DECREF(o);
    if (rc < 0)
        Py_CLEAR(info);
    return info;
}

static PyObject *
source_of(PyObject *self, PyObject *table)
{
    PyObject *key = text("source");
    PyObject *found = PyDict_GetItemWithError(table, key); // RARE unchecked-null
    Py_DECREF(key);
    if (found == NULL) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_KeyError, "source");
        return NULL;
    }
    Py_INCREF(found);
    return found;
}

PyMethodDef methods[] = {
    {"info", source_info, METH_NOARGS, NULL},
    {"of", source_of, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
