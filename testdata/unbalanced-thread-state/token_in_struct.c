/* The token lies in the connection; one way out forgets it there. */
#include <Python.h>

struct link {
    PyThreadState *saved;
    int broken;
};

typedef struct {
    PyObject_HEAD
    struct link *link;
} channel;

extern int link_send(struct link *link, const char *text);

static void
link_leave(struct link *link)
{
    link->saved = PyEval_SaveThread();
}

static void
link_enter(struct link *link)
{
    PyEval_RestoreThread(link->saved);
    link->saved = NULL;
}

static PyObject *
channel_send(PyObject *o, PyObject *arg)
{
    channel *self = (channel *)o;
    const char *text = PyUnicode_AsUTF8(arg);
    if (text == NULL)
        return NULL;
    link_leave(self->link);
    if (link_send(self->link, text) < 0)
        return NULL; // WARN unbalanced-thread-state "not taken back"
    link_enter(self->link);
    Py_RETURN_NONE;
}

PyMethodDef channel_methods[] = {
    {"send", channel_send, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
