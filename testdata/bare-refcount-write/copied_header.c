/* The header of another object is taken over. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    double x, y;
} Point;

void
point_assign(Point *to, const Point *from)
{
    Py_ssize_t count = Py_REFCNT(to);
    to->x = from->x;
    to->y = from->y;
    to->ob_base.ob_refcnt = (int)count; // WARN bare-refcount-write "'to'"
}
