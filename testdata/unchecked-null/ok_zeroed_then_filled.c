/* The struct begins as zero; a helper fills it through its address. */
#include <Python.h>

typedef struct {
    int flags;
    PyObject *name;
    struct {
        int depth;
    } inner;
} Options;

static int
options_read(Options *o, PyObject *source)
{
    PyObject *name = PyObject_GetAttrString(source, "name");
    if (name == NULL)
        return -1;
    o->name = name;
    return 0;
}

PyObject *
describe(PyObject *source)
{
    Options o = {0};
    if (options_read(&o, source) < 0)
        return NULL;
    Py_ssize_t size = PyObject_Size(o.name);
    if (size < 0) {
        Py_DECREF(o.name);
        return NULL;
    }
    if (o.flags != 0 || o.inner.depth != 0)
        return NULL;
    return o.name;
}
