// PYTHON >=3.13
/* A section in a section. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *names, *values;
} Table;

Py_ssize_t
table_size(Table *self)
{
    Py_ssize_t n = 0;
    Py_BEGIN_CRITICAL_SECTION(self->names);
    n = PyList_GET_SIZE(self->names);
    Py_BEGIN_CRITICAL_SECTION(self->values);
    n += PyList_GET_SIZE(self->values);
    Py_END_CRITICAL_SECTION();
    Py_END_CRITICAL_SECTION();
    return n;
}
