/* Taking the GIL again in a helper is not giving it up. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
} Watch;

static void
watch_drop(Watch *self)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    Py_CLEAR(self->callback);
    PyGILState_Release(gil);
}

static void
watch_dealloc(Watch *self)
{
    watch_drop(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Watch_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "fs.Watch",
    .tp_basicsize = sizeof(Watch),
    .tp_dealloc = (destructor)watch_dealloc,
};
