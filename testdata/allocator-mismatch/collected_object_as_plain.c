/* Made with room for the collector, freed without; and the other way round. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *next;
    char *text;
} Link;

extern PyTypeObject *Link_Type;
extern PyTypeObject *Mark_Type;

PyObject *
link_new(PyObject *next, const char *text)
{
    Link *self = PyObject_GC_New(Link, Link_Type);
    if (self == NULL)
        return NULL;
    self->text = strdup(text);
    if (self->text == NULL) {
        PyObject_Del(self); // WARN allocator-mismatch "PyObject_GC_New()"
        return PyErr_NoMemory();
    }
    self->next = Py_XNewRef(next);
    PyObject_GC_Track(self);
    return (PyObject *)self;
}

PyObject *
mark_new(const char *text)
{
    Link *self = PyObject_New(Link, Mark_Type);
    if (self == NULL)
        return NULL;
    self->next = NULL;
    self->text = strdup(text);
    if (self->text == NULL) {
        PyObject_GC_Del(self); // WARN allocator-mismatch "PyObject_New()"
        return PyErr_NoMemory();
    }
    return (PyObject *)self;
}
