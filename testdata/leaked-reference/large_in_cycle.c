/* Two functions call each other, and one of them is too large to be looked at
 * again and again: the other hears nevertheless of its result. */
#include <Python.h>

extern int asked[16];

static PyObject *make_any(PyObject *spec);

static PyObject *
make_node(PyObject *spec)
{
    PyObject *x = make_any(spec);
    if (x == NULL || PyUnicode_Check(x))
        return x;
    PyErr_SetString(PyExc_TypeError, "no text");
    return NULL; // DOUBT leaked-reference
}

static PyObject *
make_any(PyObject *spec)
{
    PyObject *a = asked[0] ? PyBytes_FromString("a") : NULL;
    PyObject *b = asked[1] ? PyBytes_FromString("b") : NULL;
    PyObject *c = asked[2] ? PyBytes_FromString("c") : NULL;
    PyObject *d = asked[3] ? PyBytes_FromString("d") : NULL;
    PyObject *e = asked[4] ? PyBytes_FromString("e") : NULL;
    PyObject *f = asked[5] ? PyBytes_FromString("f") : NULL;
    PyObject *g = asked[6] ? PyBytes_FromString("g") : NULL;
    PyObject *h = asked[7] ? PyBytes_FromString("h") : NULL;
    PyObject *i = asked[8] ? PyBytes_FromString("i") : NULL;
    PyObject *result = NULL;
    if (asked[9]) {
        PyObject *inner = make_node(spec);
        if (inner != NULL)
            result = PyTuple_Pack(1, inner);
        Py_XDECREF(inner);
    }
    else if (asked[10])
        result = PyUnicode_FromString("leaf");
    else
        PyErr_SetString(PyExc_ValueError, "no such node");
    Py_XDECREF(a);
    Py_XDECREF(b);
    Py_XDECREF(c);
    Py_XDECREF(d);
    Py_XDECREF(e);
    Py_XDECREF(f);
    Py_XDECREF(g);
    Py_XDECREF(h);
    Py_XDECREF(i);
    return result; // DOUBT result-with-exception
}

PyObject *
node(PyObject *self, PyObject *spec)
{
    return make_node(spec);
}
