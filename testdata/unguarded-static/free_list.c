/* Dead objects wait in an array for the next that is made. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    double x, y;
} point;

static point *spare[16];
static int n_spare;

static void
point_dealloc(PyObject *o)
{
    if (n_spare == 16) {
        PyObject_Free(o);
        return;
    }
    spare[n_spare] = (point *)o; // WARN unguarded-static "'spare'"
    n_spare++; // WARN unguarded-static "'n_spare'"
}

PyTypeObject point_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "points.point",
    .tp_basicsize = sizeof(point),
    .tp_dealloc = point_dealloc,
};
