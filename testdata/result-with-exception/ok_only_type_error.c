/* What converts an argument raises TypeError and nothing else: where that is
   cleared, nothing is left. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    void *handle;
} Box;

static PyTypeObject Box_Type;

static void *
handle_of(PyObject *o)
{
    if (!PyObject_TypeCheck(o, &Box_Type)) {
        PyErr_Format(PyExc_TypeError, "a box, not %R", Py_TYPE(o));
        return NULL;
    }
    return ((Box *)o)->handle;
}

static int
convert(PyObject *o, void **handle)
{
    void *found = handle_of(o);
    if (found == NULL)
        return 0;
    *handle = found;
    return 1;
}

static PyObject *
box_compare(PyObject *a, PyObject *b, int op)
{
    void *x, *y;
    if (!convert(a, &x) || !convert(b, &y)) {
        if (PyErr_Occurred() && PyErr_ExceptionMatches(PyExc_TypeError))
            PyErr_Clear();
        Py_RETURN_NOTIMPLEMENTED;
    }
    if (op == Py_EQ)
        return PyBool_FromLong(x == y);
    Py_RETURN_NOTIMPLEMENTED;
}

/* KeyError is a LookupError. */
static PyObject *
box_drop(PyObject *self, PyObject *key)
{
    if (key == self)
        PyErr_SetString(PyExc_KeyError, "itself");
    if (PyErr_Occurred() != NULL) {
        if (!PyErr_ExceptionMatches(PyExc_LookupError))
            Py_RETURN_NONE;
        PyErr_Clear();
    }
    Py_RETURN_NONE;
}

static PyMethodDef box_methods[] = {{"drop", box_drop, METH_O, NULL},
                                    {NULL, NULL, 0, NULL}};

static PyTypeObject Box_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "box.Box",
    .tp_basicsize = sizeof(Box),
    .tp_richcompare = box_compare,
    .tp_methods = box_methods,
};
