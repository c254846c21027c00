/* Whether there is a hook is asked before the items are read and after it.
 * Reading one may set the hook aside for a while, and puts it back. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *hook;
} ScannerObject;

static int
read_item(ScannerObject *self, PyObject *source)
{
    PyObject *hook = self->hook;
    self->hook = Py_None;
    int rc = PyObject_SetAttrString(source, "at", (PyObject *)self);
    self->hook = hook;
    return rc;
}

PyObject *
scan(ScannerObject *self, PyObject *source)
{
    PyObject *pairs = NULL, *dict = NULL;
    int has_hook = self->hook != Py_None;
    if (has_hook) {
        pairs = PyList_New(0);
        if (pairs == NULL)
            return NULL;
    }
    else {
        dict = PyDict_New();
        if (dict == NULL)
            return NULL;
    }
    if (read_item(self, source) < 0) {
        Py_XDECREF(pairs);
        Py_XDECREF(dict);
        return NULL;
    }
    if (self->hook != Py_None) {
        PyObject *r = PySequence_Tuple(pairs);
        Py_DECREF(pairs); // DOUBT release-of-null
        return r;
    }
    return dict; // DOUBT leaked-reference "'pairs'"
}
