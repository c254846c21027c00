/* A stolen reference goes into a field. */
#include <Python.h>
#include "../../runtime-model/include/refaudit.h"

typedef struct {
    PyObject_HEAD
    PyObject *value;
} Cell;

REFAUDIT_STEALS(2)
void
cell_set(Cell *cell, PyObject *value)
{
    Py_XSETREF(cell->value, value);
}
