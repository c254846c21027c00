/* The nodes are freed, the text that hangs on them is not. */
#include <Python.h>

typedef struct hook {
    struct hook *next;
    PyObject *callback;
    char *text;
} Hook;

typedef struct {
    PyObject_HEAD
    Hook *hooks;
} Cache;

static PyObject *
cache_put(Cache *self, PyObject *args)
{
    PyObject *callback;
    if (!PyArg_ParseTuple(args, "U", &callback))
        return NULL;
    Hook *h = PyMem_Malloc(sizeof *h);
    if (h == NULL)
        return PyErr_NoMemory();
    Py_INCREF(callback);
    h->callback = callback;
    h->next = self->hooks;
    h->text = PyMem_Malloc(16);
    if (h->text != NULL)
        h->text[0] = '\0';
    self->hooks = h;
    Py_RETURN_NONE;
}

static void
cache_dealloc(Cache *self) // WARN leaked-allocation "cache_dealloc() does not free 'hooks->text' of 'demo.Cache'"
{
    while (self->hooks != NULL) {
        Hook *h = self->hooks;
        self->hooks = h->next;
        Py_DECREF(h->callback);
        PyMem_Free(h);
    }
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef cache_methods[] = {
    {"put", (PyCFunction)cache_put, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Cache_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Cache",
    .tp_basicsize = sizeof(Cache),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)cache_dealloc,
    .tp_methods = cache_methods,
};

int
cache_ready(void)
{
    return PyType_Ready(&Cache_Type);
}
