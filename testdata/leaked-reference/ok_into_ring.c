/* A ring that drops its oldest item when it is full: the new item stands in
 * the ring by then, and belongs to it. */
#include <Python.h>

enum { ROOM = 64 };

typedef struct {
    PyObject *data[ROOM];
} Block;

typedef struct {
    PyObject_VAR_HEAD
    Block *block;
    Py_ssize_t left, right, count, limit;
} Ring;

static PyObject *
ring_take(Ring *ring)
{
    if (ring->count == 0)
        return NULL;
    PyObject *item = ring->block->data[ring->left];
    ring->left = (ring->left + 1) % ROOM;
    ring->count--;
    return item;
}

static int
ring_put(Ring *ring, PyObject *item, Py_ssize_t limit)
{
    ring->right = (ring->right + 1) % ROOM;
    ring->block->data[ring->right] = item;
    ring->count++;
    if (ring->count > limit) {
        PyObject *oldest = ring_take(ring);
        Py_XDECREF(oldest);
    }
    return 0;
}

PyObject *
ring_append(Ring *ring, PyObject *item)
{
    Py_INCREF(item);
    if (ring_put(ring, item, ring->limit) < 0)
        return NULL;
    Py_RETURN_NONE;
}

PyObject *
ring_extend(Ring *ring, PyObject *items)
{
    PyObject *it = PyObject_GetIter(items), *item;
    if (it == NULL)
        return NULL;
    while ((item = PyIter_Next(it)) != NULL)
        if (ring_put(ring, item, ring->limit) < 0) {
            Py_DECREF(item);
            Py_DECREF(it);
            return NULL;
        }
    Py_DECREF(it);
    if (PyErr_Occurred())
        return NULL;
    Py_RETURN_NONE;
}
