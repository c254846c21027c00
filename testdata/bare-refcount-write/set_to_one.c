/* The object came from a free list. */
#include <Python.h>

typedef struct item {
    PyObject_HEAD
    struct item *next;
} Item;

static Item *spare;

Item *
item_take(void)
{
    Item *i = spare;
    if (i != NULL) {
        spare = i->next;
        ((PyObject *)i)->ob_refcnt = 1; // WARN bare-refcount-write
    }
    return i;
}
