/* Two threads set the callback of the same timer. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
} Timer;

static int
timer_set_callback(Timer *self, PyObject *value, void *closure)
{
    if (value == NULL) {
        PyErr_SetString(PyExc_TypeError, "the callback cannot be deleted");
        return -1;
    }
    Py_INCREF(value);
    Py_XSETREF(self->callback, value); // WARN unguarded-exchange "'self->callback'"
    return 0;
}

static PyObject *
timer_get_callback(Timer *self, void *closure)
{
    return Py_NewRef(self->callback);
}

PyGetSetDef timer_getset[] = {
    {"callback", (getter)timer_get_callback, (setter)timer_set_callback},
    {NULL},
};
