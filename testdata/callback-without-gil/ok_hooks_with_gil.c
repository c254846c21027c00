/* Nothing says that this library calls its hooks without the GIL. */
#include <Python.h>

typedef struct {
    void (*on_error)(const char *message);
    void (*on_close)(void *data);
} parser_hooks;

static void
raise_error(const char *message)
{
    PyErr_SetString(PyExc_ValueError, message);
}

static void
drop_data(void *data)
{
    Py_XDECREF((PyObject *)data);
}

const parser_hooks hooks = {raise_error, drop_data};
