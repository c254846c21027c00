/* The token lies in a struct; the result is made afterwards. */
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
    conn_end(c);
    if (r < 0) {
        PyErr_SetString(PyExc_OSError, "no answer");
        return NULL;
    }
    return PyLong_FromLong(r);
}
