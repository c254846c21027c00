/* A type without a tp_dealloc has that of object, which calls tp_free: it can
 * free what the instance has.
 */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    char *name;
} Spam;

static PyObject *
Spam_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    Spam *self = (Spam *)type->tp_alloc(type, 0);
    (void)args;
    (void)kwds;
    if (self == NULL)
        return NULL;
    self->name = PyMem_Malloc(16);
    if (self->name == NULL) {
        Py_DECREF(self);
        return PyErr_NoMemory();
    }
    return (PyObject *)self;
}

static void
ok_spam_free(void *p)
{
    PyMem_Free(((Spam *)p)->name);
    PyObject_Free(p);
}

static PyTypeObject Ok_Spam_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "spam.Spam",
    .tp_basicsize = sizeof(Spam),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = Spam_new,
    .tp_free = ok_spam_free,
};

static PyModuleDef spam = {PyModuleDef_HEAD_INIT, .m_name = "spam"};

PyMODINIT_FUNC
PyInit_spam(void)
{
    if (PyType_Ready(&Ok_Spam_Type) < 0)
        return NULL;
    return PyModule_Create(&spam);
}
