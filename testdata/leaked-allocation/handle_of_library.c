/* A library without a line of its own: that what queue_poll() gives has to be
 * freed is seen where the program does so. */
#include <Python.h>

typedef struct queue_item_s queue_item;
typedef struct queue_s queue;

extern queue_item *queue_poll(queue *q, int ms);
extern queue_item *queue_peek(queue *q, int at);
extern const char *queue_item_text(queue_item *item, size_t *size);
extern void queue_item_free(queue_item *item);

typedef struct {
    PyObject_HEAD
    queue *q;
} Consumer;

PyObject *
consumer_poll(Consumer *self, PyObject *ms)
{
    size_t n;
    queue_item *item = queue_poll(self->q, 10);
    if (PyObject_IsTrue(ms) < 0)
        return NULL; // WARN leaked-allocation "'item' from queue_poll()"
    if (item == NULL)
        Py_RETURN_NONE;
    const char *text = queue_item_text(item, &n);
    PyObject *result = PyBytes_FromStringAndSize(text, (Py_ssize_t)n);
    queue_item_free(item);
    return result;
}

PyObject *
consumer_text(Consumer *self, PyObject *args)
{
    size_t n;
    queue_item *item = queue_poll(self->q, -1);
    (void)args;
    if (item == NULL)
        Py_RETURN_NONE;
    const char *text = queue_item_text(item, &n);
    PyObject *result = PyBytes_FromStringAndSize(text, (Py_ssize_t)n);
    return result; // WARN leaked-allocation "'item' from queue_poll()"
}

PyObject *
consumer_peek(Consumer *self, PyObject *args)
{
    size_t n;
    queue_item *item = queue_peek(self->q, 0);
    (void)args;
    if (item == NULL)
        Py_RETURN_NONE;
    const char *text = queue_item_text(item, &n);
    return PyBytes_FromStringAndSize(text, (Py_ssize_t)n);
}
