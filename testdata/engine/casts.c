/* The same object under several types. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *next;
} Link;

extern PyTypeObject Link_Type;

PyObject *
right(PyObject *next)
{
    Link *link = PyObject_New(Link, &Link_Type);
    PyObject *o = (PyObject *)link;
    if (o == NULL)
        return NULL;
    Py_INCREF(next);
    ((Link *)o)->next = next;
    return (PyObject *)link;
}

int
wrong(PyObject *next)
{
    Link *link = PyObject_New(Link, &Link_Type);
    if (link == NULL)
        return -1;
    link->next = NULL;
    void *p = link;
    Py_DECREF((PyObject *)p);
    Py_DECREF(link); // WARN excess-release "'link'"
    return next == NULL;
}
