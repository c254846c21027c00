/* The section covers the exchange. */
// PYTHON >=3.13
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
} Timer;

static int
timer_set_callback(Timer *self, PyObject *value, void *closure)
{
    Py_XINCREF(value);
    Py_BEGIN_CRITICAL_SECTION(self);
    Py_XSETREF(self->callback, value);
    Py_END_CRITICAL_SECTION();
    return 0;
}

PyGetSetDef timer_getset[] = {
    {"callback", NULL, (setter)timer_set_callback, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
