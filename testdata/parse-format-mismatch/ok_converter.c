/* A converter may name the type of its second argument. */
#include <Python.h>

struct range {
    int lo, hi;
};

static int
to_range(PyObject *o, struct range *r)
{
    return PyArg_ParseTuple(o, "ii", &r->lo, &r->hi);
}

PyObject *
clip(PyObject *self, PyObject *args)
{
    struct range r;
    PyObject *path;
    if (!PyArg_ParseTuple(args, "O&O&", to_range, &r, PyUnicode_FSConverter,
                          &path))
        return NULL;
    Py_DECREF(path);
    return PyLong_FromLong(r.hi - r.lo);
}
