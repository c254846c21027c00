/* A type that is written for Python 2: ob_size stands before the name, and a
 * compiler of today puts everything one slot further.
 */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *data, *owner;
} Cache;

static void
cache_dealloc(Cache *self) // WARN dealloc-misses-field "'owner'"
{
    Py_XDECREF(self->data);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static int
cache_init(Cache *self, PyObject *args, PyObject *kwds)
{
    PyObject *data, *owner, *old = self->data, *older = self->owner;
    static char *names[] = {"data", "owner", NULL};
    if (!PyArg_ParseTupleAndKeywords(args, kwds, "OO", names, &data, &owner))
        return -1;
    Py_INCREF(data);
    self->data = data;
    Py_INCREF(owner);
    self->owner = owner;
    Py_XDECREF(old);
    Py_XDECREF(older);
    return 0;
}

static PyTypeObject CacheType = { // WARN container-without-gc "'data'"
    PyObject_HEAD_INIT(NULL)
    0,                         /* ob_size */
    "caches.Cache",            /* tp_name */
    sizeof(Cache),             /* tp_basicsize */
    0,                         /* tp_itemsize */
    (destructor)cache_dealloc, /* tp_dealloc */
    0,                         /* tp_print */
    0,                         /* tp_getattr */
    0,                         /* tp_setattr */
    0,                         /* tp_compare */
    0,                         /* tp_repr */
    0,                         /* tp_as_number */
    0,                         /* tp_as_sequence */
    0,                         /* tp_as_mapping */
    0,                         /* tp_hash */
    0,                         /* tp_call */
    0,                         /* tp_str */
    0,                         /* tp_getattro */
    0,                         /* tp_setattro */
    0,                         /* tp_as_buffer */
    Py_TPFLAGS_DEFAULT,        /* tp_flags */
    0,                         /* tp_doc */
    0,                         /* tp_traverse */
    0,                         /* tp_clear */
    0,                         /* tp_richcompare */
    0,                         /* tp_weaklistoffset */
    0,                         /* tp_iter */
    0,                         /* tp_iternext */
    0,                         /* tp_methods */
    0,                         /* tp_members */
    0,                         /* tp_getset */
    0,                         /* tp_base */
    0,                         /* tp_dict */
    0,                         /* tp_descr_get */
    0,                         /* tp_descr_set */
    0,                         /* tp_dictoffset */
    (initproc)cache_init,      /* tp_init */
};

int
cache_ready(void)
{
    CacheType.tp_new = PyType_GenericNew;
    return PyType_Ready(&CacheType);
}
