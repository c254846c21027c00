/* Nobody asks whether PyBytes_AsStringAndSize() failed: of new bytes it does
 * not, and what comes after it is code like any other. */
#include <Python.h>

struct window {
    char *start;
    size_t size, used;
};

typedef struct {
    PyObject_HEAD
    PyObject *source;
    int at_end;
} Inflater;

extern size_t inflate_some(struct window *out);

static int
fill(Inflater *self)
{
    PyObject *chunk = PyObject_CallMethod(self->source, "read", NULL);
    if (chunk == NULL)
        return -1;
    Py_DECREF(chunk);
    return 1;
}

PyObject *
inflater_read1(Inflater *self, PyObject *args)
{
    char *start;
    Py_ssize_t size;
    struct window out;
    PyObject *result = PyBytes_FromStringAndSize(NULL, 4096);
    (void)args;
    if (result == NULL)
        return NULL;
    PyBytes_AsStringAndSize(result, &start, &size);
    out.start = start;
    out.size = (size_t)size;
    out.used = 0;
    while (!self->at_end) {
        if (fill(self) < 0)
            return NULL; // WARN leaked-reference "reference to 'result' leaked"
        if (inflate_some(&out) > 0)
            break;
    }
    return result;
}

PyObject *
inflater_peek(Inflater *self, PyObject *args)
{
    char *start;
    PyObject *result = PyBytes_FromStringAndSize(NULL, 16);
    (void)args;
    if (result == NULL)
        return NULL;
    PyBytes_AsStringAndSize(result, &start, NULL);
    if (fill(self) < 0)
        return NULL; // WARN leaked-reference "reference to 'result' leaked"
    start[0] = 'x';
    return result;
}
