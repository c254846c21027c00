/* A method of a type always has its instance; a macro asks for more. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    struct {
        int open;
    } session;
} Link;

#define CHECK(s)                                                              \
    if (!(s)) {                                                               \
        PyErr_SetObject(PyExc_ValueError, PyUnicode_FromString("closed"));    \
        return NULL;                                                          \
    }

static PyObject *
link_state(Link *self, PyObject *Py_UNUSED(ignored))
{
    CHECK(self);
    return PyLong_FromLong(self->session.open);
}

static PyObject *
link_session(Link *self, PyObject *Py_UNUSED(ignored))
{
    CHECK(&self->session);
    return PyLong_FromLong(self->session.open);
}

static PyMethodDef link_methods[] = {
    {"state", (PyCFunction)link_state, METH_NOARGS, NULL},
    {"session", (PyCFunction)link_session, METH_NOARGS, NULL},
    {NULL},
};

PyTypeObject Link_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Link",
    .tp_basicsize = sizeof(Link),
    .tp_methods = link_methods,
};
