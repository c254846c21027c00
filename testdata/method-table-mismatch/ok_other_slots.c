/* Another library's slots in tables of PyType_Slot, with its own numbers. */
#include <Python.h>

struct array_type_spec {
    const char *name;
    int flags;
    PyType_Slot *slots;
};

static int
clear_loop(void *a, void *b, void *c, void *d, long n)
{
    return a == b && c == d && n > 0;
}

static PyType_Slot slots[] = {
    {8, (void *)clear_loop},
    {0, NULL},
};

struct array_type_spec spec = {"strings", 0, slots};
