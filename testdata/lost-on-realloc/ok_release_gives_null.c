/* "Release it, and forget it": the function never gives anything else. */
#include <Python.h>

typedef struct {
    int users;
    char *text;
} Cache;

static void *
cache_release(Cache *cache)
{
    if (cache != NULL) {
        if (cache->users < 2) {
            free(cache->text);
            free(cache);
        }
        else
            cache->users--;
    }
    return NULL;
}

typedef struct {
    PyObject_HEAD
    Cache *cache;
} Screen;

static void
Screen_dealloc(Screen *self)
{
    self->cache = cache_release(self->cache);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Screen_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "screens.Screen",
    .tp_basicsize = sizeof(Screen),
    .tp_dealloc = (destructor)Screen_dealloc,
};
