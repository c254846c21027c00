/* The helper is given what the instance keeps: it looks into a dictionary that
   every thread has. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *names;
} Namespace;

static PyObject *
find(PyObject *dict, const char *name)
{
    PyObject *found = PyDict_GetItemString(dict, name);
    if (found == NULL)
        PyErr_Format(PyExc_AttributeError, "no '%s' here", name);
    else
        Py_INCREF(found);
    return found;
}

static PyObject *
namespace_get(Namespace *self, PyObject *arg)
{
    const char *name = PyUnicode_AsUTF8(arg);
    if (name == NULL)
        return NULL;
    return find(self->names, name); // WARN borrowed-without-gil-build "PyDict_GetItemString() lends from 'self->names' in find()"
}

static PyObject *
namespace_made(Namespace *self, PyObject *arg)
{
    PyObject *dict = PyDict_New();
    if (dict == NULL)
        return NULL;
    if (PyDict_SetItemString(dict, "value", arg) < 0) {
        Py_DECREF(dict);
        return NULL;
    }
    PyObject *found = find(dict, "value");
    Py_DECREF(dict);
    return found;
}

PyMethodDef namespace_methods[] = {
    {"get", (PyCFunction)namespace_get, METH_O, NULL},
    {"made", (PyCFunction)namespace_made, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
