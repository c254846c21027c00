/* Every caller names a literal, so that only a lack of memory stops what makes
   an object of it. */
#include <Python.h>

static int
add_name(PyObject *names, const char *name)
{
    PyObject *key = PyUnicode_FromString(name);
    int r = PyDict_SetItem(names, key, Py_True); // RARE unchecked-null
    Py_DECREF(key);
    return r;
}

static int
add_any(PyObject *names, const char *name)
{
    PyObject *key = PyUnicode_FromString(name);
    int r = PyDict_SetItem(names, key, Py_True); // WARN unchecked-null
    Py_DECREF(key);
    return r;
}

PyObject *
names_of(const char *own)
{
    PyObject *names = PyDict_New();
    if (names == NULL)
        return NULL;
    if (add_name(names, "first") < 0 || add_name(names, "second") < 0 ||
        add_any(names, own) < 0 || add_any(names, "third") < 0) {
        Py_DECREF(names);
        return NULL;
    }
    return names;
}
