/* Two functions call each other and fail by the address of a static struct,
   with an exception. */
#include <Python.h>

typedef struct entry {
    PyTypeObject *type;
    struct entry *next, *base;
    PyObject *weak;
    int code;
} Entry;

typedef struct {
    PyObject_HEAD
    PyObject *callback;
    Entry **table;
} View;

static Entry failed = {NULL, NULL, NULL, NULL, 7};

static Entry *entry_of(View *view, PyTypeObject *type);

static Entry *
entry_at(View *view, PyTypeObject *type, Entry **at)
{
    Entry *e = PyMem_New(Entry, 1);
    if (e == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    memset(e, 0, sizeof(Entry));
    *at = e;
    e->type = type;
    e->weak = PyWeakref_NewRef((PyObject *)type, view->callback);
    if (e->weak == NULL) {
        *at = NULL;
        PyMem_Free(e);
        return NULL;
    }
    return e;
}

static Entry *
entry_add(View *view, PyTypeObject *type)
{
    Entry **at = &view->table[((size_t)type >> 4) & 15];
    Entry *e;
    while ((e = *at) != NULL) {
        if (e->type == type) {
            PyErr_SetString(PyExc_ValueError, "twice");
            return NULL;
        }
        at = &e->next;
    }
    return entry_at(view, type, at);
}

static Entry *
entry_new(View *view, PyTypeObject *type)
{
    Entry *e;
    if (type->tp_base == NULL) {
        e = entry_add(view, type);
        if (e == NULL)
            return NULL;
        e->code = 1;
    }
    else {
        Entry *base = entry_of(view, type->tp_base);
        if (base == &failed)
            return NULL;
        e = entry_add(view, type);
        if (e == NULL)
            return NULL;
        e->base = base;
        e->code = base->code;
    }
    return e;
}

static Entry *
entry_of(View *view, PyTypeObject *type)
{
    Entry **at = &view->table[((size_t)type >> 4) & 15];
    Entry *e;
    while ((e = *at) != NULL) {
        if (e->type == type)
            return e;
        at = &e->next;
    }
    e = entry_new(view, type);
    if (e == NULL)
        e = &failed;
    return e;
}

static PyObject *
view_register(View *view, PyObject *args)
{
    PyTypeObject *type;
    if (!PyArg_ParseTuple(args, "O!:register", &PyType_Type, &type))
        return NULL;
    Entry *e = entry_of(view, type);
    if (e == &failed)
        return NULL;
    e->code = 1;
    Py_RETURN_NONE;
}

PyMethodDef methods[] = {
    {"register", (PyCFunction)view_register, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL}};
