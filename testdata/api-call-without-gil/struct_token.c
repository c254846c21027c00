/* The token lies in a struct that the helpers share. */
#include <Python.h>

struct conn {
    PyThreadState *state;
    int fd;
};

extern int exchange(int fd);

static void
conn_begin(struct conn *c)
{
    c->state = PyEval_SaveThread();
}

static void
conn_end(struct conn *c)
{
    PyEval_RestoreThread(c->state);
    c->state = NULL;
}

PyObject *
conn_run(struct conn *c)
{
    conn_begin(c);
    int r = exchange(c->fd);
    PyObject *result = PyLong_FromLong(r); // WARN api-call-without-gil "PyLong_FromLong()"
    conn_end(c);
    return result;
}
