/* A capsule for a struct on the stack. */
#include <Python.h>

struct api {
    int version;
    int (*open)(const char *);
};

static int
open_it(const char *path)
{
    return path == NULL ? -1 : 0;
}

static PyObject *
get_api(PyObject *self, PyObject *ignored)
{
    struct api table = {2, open_it};
    return PyCapsule_New(&table, "demo._API", NULL); // WARN kept-stack-memory "table"
}

static PyObject *
ok_get_api(PyObject *self, PyObject *ignored)
{
    static struct api table = {2, open_it};
    return PyCapsule_New(&table, "demo._API", NULL);
}

PyMethodDef api_methods[] = {
    {"get_api", get_api, METH_NOARGS, NULL},
    {"ok_get_api", ok_get_api, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
