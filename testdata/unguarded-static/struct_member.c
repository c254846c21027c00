/* A field of a static struct. */
#include <Python.h>

static struct {
    int level;
    const char *name;
} options = {1, "default"};

static PyObject *
set_level(PyObject *module, PyObject *o)
{
    long level = PyLong_AsLong(o);
    if (level == -1 && PyErr_Occurred())
        return NULL;
    options.level = (int)level; // WARN unguarded-static "'options'"
    Py_RETURN_NONE;
}

PyMethodDef set_level_methods[] = {
    {"set_level", set_level, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
