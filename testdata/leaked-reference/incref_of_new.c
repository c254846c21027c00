/* A fresh tuple already belongs to the function: the increment before the
 * return is one too many. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    double x, y;
} Point;

static PyObject *
Point_get_pair(Point *self, void *closure)
{
    PyObject *pair = Py_BuildValue("(dd)", self->x, self->y);
    if (pair == NULL)
        return NULL;
    Py_INCREF(pair);
    return pair; // WARN leaked-reference "'pair'"
}

static PyGetSetDef Point_getset[] = {
    {"pair", (getter)Point_get_pair, NULL, "both coordinates", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyTypeObject Point_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "geo.Point",
    .tp_basicsize = sizeof(Point),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_getset = Point_getset,
    .tp_new = PyType_GenericNew,
};

int
geo_ready(void)
{
    return PyType_Ready(&Point_Type);
}
