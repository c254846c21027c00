/* The object is handed on and released by the name of its header, and its
 * base type's fields by that of the base. */
#include <Python.h>

typedef struct {
    PyObject ob_base;
    PyObject *arena;
} Slab;

typedef struct {
    Slab slab;
    PyObject *owner;
} Page;

static int
remember(PyObject *table, PyObject *o)
{
    if (table == NULL) {
        PyErr_SetString(PyExc_RuntimeError, "the table is gone");
        return 0;
    }
    return PySet_Add(table, o) == 0;
}

PyObject *
slab_new(PyTypeObject *cls, PyObject *arena, PyObject *table)
{
    Slab *made = (void *)PyType_GenericAlloc(cls, 0);
    if (made == NULL)
        return NULL;
    Py_INCREF(arena);
    made->arena = arena;
    if (!remember(table, &made->ob_base)) {
        Py_DECREF(&made->ob_base);
        return NULL;
    }
    return &made->ob_base;
}

PyObject *
page_new(PyTypeObject *cls, PyObject *arena, PyObject *table)
{
    Page *page = PyObject_New(Page, cls);
    if (page == NULL)
        return NULL;
    Py_INCREF(arena);
    page->slab.arena = arena;
    page->owner = NULL;
    if (!remember(table, &page->slab.ob_base)) {
        Py_DECREF(((Slab *)page)->arena);
        PyObject_Free(page);
        return NULL;
    }
    return &page->slab.ob_base;
}

int
slab_into(PyTypeObject *cls, PyObject *arena, PyObject **data)
{
    Slab *made = PyObject_New(Slab, cls);
    if (made == NULL)
        return -1;
    Py_INCREF(arena);
    made->arena = arena;
    *data = &made->ob_base;
    return 0;
}
