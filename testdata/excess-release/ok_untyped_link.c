/* A group remembers its current member without owning it, which a field of
 * type `void *` says that tp_dealloc leaves alone.
 */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *key;
    const void *current; /* not ours */
} group;

typedef struct {
    PyObject_HEAD
    PyObject *parent;
} member;

extern PyTypeObject member_type;

static PyObject *
member_make(group *parent)
{
    member *m = PyObject_New(member, &member_type);
    if (m == NULL)
        return NULL;
    Py_INCREF(parent);
    m->parent = (PyObject *)parent;
    parent->current = m;
    return (PyObject *)m;
}

static PyObject *
group_next(group *self)
{
    PyObject *m = member_make(self);
    if (m == NULL)
        return NULL;
    PyObject *pair = PyTuple_Pack(2, self->key, m);
    Py_DECREF(m);
    return pair;
}

static void
group_dealloc(group *self)
{
    Py_XDECREF(self->key);
    PyObject_Free(self);
}

PyTypeObject group_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "m.group",
    .tp_basicsize = sizeof(group),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)group_dealloc,
    .tp_iternext = (iternextfunc)group_next,
};
