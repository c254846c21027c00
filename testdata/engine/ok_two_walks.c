/* Two chains, walked side by side: each variable is its own successor, so
 * whoever asks where the one and the other came from must come to an end. */
#include <Python.h>

typedef struct link {
    PyObject_HEAD
    struct link *next;
} Link;

PyObject *
last_of_the_longer(Link *self, Link *other)
{
    while (self->next != NULL && other->next != NULL) {
        self = self->next;
        other = other->next;
    }
    Py_ssize_t n = PyList_Size((PyObject *)self);
    if (n < 0)
        return NULL;
    if (n == 0)
        Py_RETURN_NONE;
    PyObject *item = PyList_GetItem((PyObject *)other, n - 1);
    Py_XINCREF(item);
    return item;
}
