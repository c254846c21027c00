/* A flag says whether the reference is owned; a view borrows it. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    char data[64];
} Blob;

typedef struct {
    PyObject_HEAD
    Blob *base;
    int owns;
} View;

static PyTypeObject View_Type;

static PyObject *
view_new_owner(Blob *base)
{
    View *v = PyObject_New(View, &View_Type);
    if (v == NULL)
        return NULL;
    Py_INCREF(base);
    v->base = base;
    v->owns = 1;
    return (PyObject *)v;
}

static PyObject *
view_new_weak(Blob *base)
{
    View *v = PyObject_New(View, &View_Type);
    if (v == NULL)
        return NULL;
    v->base = base;
    v->owns = 0;
    return (PyObject *)v;
}

PyObject *
view_new(Blob *base, int owner)
{
    return owner ? view_new_owner(base) : view_new_weak(base);
}

static void
view_dealloc(View *v)
{
    if (v->base != NULL && v->owns)
        Py_DECREF(v->base);
    PyObject_Free(v);
}

static PyTypeObject View_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.View",
    .tp_basicsize = sizeof(View),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)view_dealloc,
};
