/* Takes over a reference, and releases that of None by its own name. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *kept;
} Keeper;

static int
keep(Keeper *self, PyObject *o)
{
    if (o == Py_None) {
        Py_DECREF(Py_None);
        return 0;
    }
    PyObject *old = self->kept;
    self->kept = o;
    Py_XDECREF(old);
    return 1;
}

int
keep_text(Keeper *self, PyObject *o)
{
    PyObject *text = PyObject_Str(o);
    return text == NULL ? -1 : keep(self, text);
}
