/* Whether there is a hook is asked before the items are read and after it.
 * Reading one may set the hook aside for a while, and puts it back. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *hook;
} ScannerObject;

static int
read_item(ScannerObject *scanner, PyObject *source)
{
    PyObject *hook = scanner->hook;
    scanner->hook = Py_None;
    int rc = PyObject_SetAttrString(source, "at", (PyObject *)scanner);
    scanner->hook = hook;
    return rc;
}

PyObject *
scan(ScannerObject *scanner, PyObject *source)
{
    PyObject *pairs = NULL, *dict = NULL;
    int has_hook = scanner->hook != Py_None;
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
    if (read_item(scanner, source) < 0) {
        Py_XDECREF(pairs);
        Py_XDECREF(dict);
        return NULL;
    }
    if (scanner->hook != Py_None) {
        PyObject *r = PySequence_Tuple(pairs);
        Py_DECREF(pairs); // DOUBT release-of-null
        return r;
    }
    return dict; // DOUBT leaked-reference "'pairs'"
}
