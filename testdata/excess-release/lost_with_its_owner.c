/* A new iterator that is lost on the way out never comes to its tp_dealloc;
   one that is released there does. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *owner;
    void *handle;
} Iter;

int lib_open(void **handle, const char *name);

static void
iter_dealloc(Iter *self)
{
    Py_CLEAR(self->owner);
    PyObject_Free(self);
}

static PyTypeObject Iter_Type = { // DOUBT container-without-gc
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "iter.Iter",
    .tp_basicsize = sizeof(Iter),
    .tp_dealloc = (destructor)iter_dealloc,
};

static PyObject *
notes(PyObject *self, PyObject *unused)
{
    Iter *iter = PyObject_New(Iter, &Iter_Type);
    if (iter != NULL) {
        iter->owner = self;
        if (lib_open(&iter->handle, "notes") == 0) {
            Py_INCREF(self);
            return (PyObject *)iter;
        }
        PyErr_SetString(PyExc_OSError, "cannot open");
    }
    return NULL; // WARN leaked-reference "'iter'"
}

static PyObject *
names(PyObject *self, PyObject *unused)
{
    Iter *iter = PyObject_New(Iter, &Iter_Type);
    if (iter == NULL)
        return NULL;
    iter->owner = self;
    if (lib_open(&iter->handle, "names") != 0) {
        PyErr_SetString(PyExc_OSError, "cannot open");
        Py_DECREF(iter); // WARN excess-release "left in 'iter->owner'"
        return NULL;
    }
    Py_INCREF(self);
    return (PyObject *)iter;
}

static PyMethodDef methods[] = {{"notes", notes, METH_NOARGS, NULL},
                                {"names", names, METH_NOARGS, NULL},
                                {NULL, NULL, 0, NULL}};
struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "iter", NULL, 0, methods,
                             NULL, NULL, NULL, NULL};
