/* A setter of one object changes what all see. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int verbose;
} tracer;

static int any_verbose;

static int
tracer_set_verbose(PyObject *o, PyObject *value, void *closure)
{
    int yes = value == NULL ? 0 : PyObject_IsTrue(value);
    if (yes < 0)
        return -1;
    ((tracer *)o)->verbose = yes;
    any_verbose |= yes; // WARN unguarded-static "'any_verbose'"
    return 0;
}

static PyGetSetDef tracer_getset[] = {
    {"verbose", NULL, tracer_set_verbose, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

PyTypeObject tracer_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "tracing.tracer",
    .tp_basicsize = sizeof(tracer),
    .tp_getset = tracer_getset,
};
