/* That a macro asks for each of its arguments says nothing of this one; what
   the code itself asks in the condition of a macro does. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int lock, depth;
} Channel;

#define COUNT_LOCKS(n, one, two)                                              \
    do {                                                                      \
        (n) = 0;                                                              \
        if (one)                                                              \
            (n) += (one)->lock;                                               \
        if (two)                                                              \
            (n) += (two)->lock;                                               \
    } while (0)

int
channel_depth(Channel *self, Channel *peer)
{
    int n;
    COUNT_LOCKS(n, self, peer);
    if (n != 0)
        return -n;
    return self->depth; // DOUBT unchecked-null "'self'"
}

#define LIKELY(x) __builtin_expect(!!(x), 1)

int
channel_is_deep(Channel *other)
{
    int n = 0;
    if (LIKELY(other != NULL))
        n = other->lock;
    return n + other->depth; // WARN unchecked-null "'other' is NULL"
}
