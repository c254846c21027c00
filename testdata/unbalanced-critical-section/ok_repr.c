/* Left on every path. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *first;
} pair;

static PyObject *
pair_repr(PyObject *o)
{
    int rc = Py_ReprEnter(o);
    if (rc != 0)
        return rc < 0 ? NULL : PyUnicode_FromString("pair(...)");
    PyObject *inner = PyObject_Repr(((pair *)o)->first);
    if (inner == NULL) {
        Py_ReprLeave(o);
        return NULL;
    }
    PyObject *text = PyUnicode_FromFormat("pair(%U)", inner);
    Py_DECREF(inner);
    Py_ReprLeave(o);
    return text;
}

PyTypeObject pair_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "pairs.pair",
    .tp_basicsize = sizeof(pair),
    .tp_repr = pair_repr,
};
