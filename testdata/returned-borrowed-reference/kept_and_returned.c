/* One reference for two owners: the cache and the caller. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *config;
} Repository;

static void
repository_dealloc(Repository *self)
{
    Py_CLEAR(self->config);
    PyObject_Free(self);
}

static PyObject *
repository_get_config(Repository *self, void *closure)
{
    if (self->config == NULL) {
        PyObject *config = PyUnicode_FromString("default");
        if (config == NULL)
            return NULL;
        self->config = config;
    }
    else {
        Py_INCREF(self->config);
    }
    return self->config; // WARN returned-borrowed-reference "self->config"
}

static PyGetSetDef repository_getset[] = {
    {"config", (getter)repository_get_config, NULL, NULL, NULL},
    {NULL},
};

PyTypeObject Repository_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "vcs.Repository",
    .tp_basicsize = sizeof(Repository),
    .tp_dealloc = (destructor)repository_dealloc,
    .tp_getset = repository_getset,
    .tp_flags = Py_TPFLAGS_DEFAULT,
};
