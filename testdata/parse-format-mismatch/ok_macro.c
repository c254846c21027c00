/* The format is put together by the preprocessor. */
#include <Python.h>
#include <stdint.h>
#include <inttypes.h>

#define ID_UNIT "K"
#define NAMED(function) ":" function

PyObject *
by_id(PyObject *self, PyObject *args)
{
    uint64_t id;
    PyObject *o = NULL;
    if (!PyArg_ParseTuple(args, ID_UNIT "|O" NAMED("by_id"), &id, &o))
        return NULL;
    return PyLong_FromUnsignedLongLong(id + (o != NULL));
}
