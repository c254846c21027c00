/* The module's own objects are objects, void pointers may be. */
#include <Python.h>

typedef struct {
    PyObject_VAR_HEAD
    long items[1];
} Row;

struct opaque;

PyObject *
rows(Row *first, void *second, struct opaque *third, PyTypeObject *type)
{
    return Py_BuildValue("OOOO", first, second, third, type);
}
