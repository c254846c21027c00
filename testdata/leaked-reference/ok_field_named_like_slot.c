/* A callback that has the name of a slot, and another type. */
#include <Python.h>

struct source {
    struct source *next;
    int (*getter)(void *type, PyObject *dict);
};

int
fill_all(struct source *first, void *type, PyObject *dict)
{
    for (struct source *at = first; at != NULL; at = at->next)
        if (at->getter(type, dict) < 0)
            return -1;
    return 0;
}
