/* What a library calls its things need not be UTF-8; then there is no str,
 * and PyList_Append() does not mind. */
#include <Python.h>

extern const char *driver_name(int);
extern int driver_count(void);

static PyObject *
drivers(PyObject *self, PyObject *ignored)
{
    PyObject *names = PyList_New(0);
    if (names == NULL)
        return NULL;
    for (int i = 0; i < driver_count(); i++) {
        PyObject *entry = Py_BuildValue("(is)", i, driver_name(i));
        int rc = PyList_Append(names, entry);
        Py_DECREF(entry); // WARN release-of-null "'entry'"
        if (rc < 0) {
            Py_DECREF(names);
            return NULL;
        }
    }
    return names;
}

static PyObject *
first(PyObject *self, PyObject *into)
{
    PyObject *name = PyUnicode_InternFromString(driver_name(0));
    int rc = PyList_Append(into, name);
    Py_DECREF(name); // WARN release-of-null "'name'"
    if (rc < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"drivers", drivers, METH_NOARGS, NULL},
    {"first", first, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
