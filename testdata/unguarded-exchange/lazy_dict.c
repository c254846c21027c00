/* Others of this file lock; the getter makes the dictionary without. */
// PYTHON >=3.13
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *dict;
    PyObject *name;
} Node;

static PyObject *
node_get_dict(Node *self, void *closure)
{
    if (self->dict == NULL) {
        self->dict = PyDict_New(); // WARN unguarded-exchange "is made without"
        if (self->dict == NULL)
            return NULL;
    }
    return Py_NewRef(self->dict);
}

static PyObject *
node_get_name(Node *self, void *closure)
{
    PyObject *name;
    Py_BEGIN_CRITICAL_SECTION(self);
    name = Py_NewRef(self->name);
    Py_END_CRITICAL_SECTION();
    return name;
}

static int
node_set_name(Node *self, PyObject *name, void *closure)
{
    if (name == NULL || !PyUnicode_Check(name)) {
        PyErr_SetString(PyExc_TypeError, "a name is a string");
        return -1;
    }
    Py_BEGIN_CRITICAL_SECTION(self);
    Py_XSETREF(self->name, Py_NewRef(name));
    Py_END_CRITICAL_SECTION();
    return 0;
}

static PyObject *
node_describe(Node *self, PyObject *unused)
{
    PyObject *r;
    Py_BEGIN_CRITICAL_SECTION(self);
    r = PyUnicode_FromFormat("<node %R>", self->name);
    Py_END_CRITICAL_SECTION();
    return r;
}

PyGetSetDef node_getset[] = {
    {"__dict__", (getter)node_get_dict, NULL, NULL, NULL},
    {"name", (getter)node_get_name, (setter)node_set_name, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

PyMethodDef node_methods[] = {
    {"describe", (PyCFunction)node_describe, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
