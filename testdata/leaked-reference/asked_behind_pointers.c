/* Whether the copy was made is asked once more where it is released: the same
 * field, behind two pointers, which a library could have changed meanwhile. */
#include <Python.h>

struct settings {
    int quoting;
};

struct session {
    struct settings *settings;
};

typedef struct {
    PyObject_HEAD
    struct session *session;
    PyObject *sink;
} Writer;

void library_touch(Writer *writer);

static PyObject *
writer_write(Writer *self, PyObject *text)
{
    PyObject *quoted = NULL, *result;

    if (self->session->settings->quoting) {
        quoted = PyObject_Repr(text);
        if (quoted == NULL)
            return NULL;
    }
    library_touch(self);
    result = PyObject_CallMethod(self->sink, "write", "O",
                                 quoted != NULL ? quoted : text);
    if (self->session->settings->quoting)
        Py_DECREF(quoted);   // DOUBT release-of-null
    return result;   // DOUBT leaked-reference "'quoted'"
}

static PyMethodDef writer_methods[] = {
    {"write", (PyCFunction)writer_write, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Writer_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Writer",
    .tp_basicsize = sizeof(Writer),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = writer_methods,
};
