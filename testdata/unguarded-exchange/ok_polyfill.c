/* Older headers have no critical sections; the project brings empty ones. */
#include <Python.h>

#if PY_VERSION_HEX < 0x030D0000
#define Py_BEGIN_CRITICAL_SECTION(op) {
#define Py_END_CRITICAL_SECTION() }
#endif

typedef struct {
    PyObject_HEAD
    PyObject *wrapped;
} Proxy;

static int
proxy_set_wrapped(Proxy *self, PyObject *value, void *closure)
{
    if (value == NULL) {
        PyErr_SetString(PyExc_TypeError, "the proxy needs an object");
        return -1;
    }
    Py_INCREF(value);
    Py_BEGIN_CRITICAL_SECTION(self);
    Py_XSETREF(self->wrapped, value);
    Py_END_CRITICAL_SECTION();
    return 0;
}

PyGetSetDef proxy_getset[] = {
    {"wrapped", NULL, (setter)proxy_set_wrapped, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
