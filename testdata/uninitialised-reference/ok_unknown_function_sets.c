/* Another library fills it. */
#include <Python.h>

extern void make_row(void *cursor, PyObject **row);

PyObject *
next_row(void *cursor)
{
    PyObject *row;
    make_row(cursor, &row);
    return row;
}
