/* An id of 32 bits is parsed as an unsigned long. */
#include <Python.h>
#include <stdint.h>

typedef uint32_t poolid;

static const char *pool[] = {"", "alpha", "beta"};

PyObject *
pool_get(PyObject *self, PyObject *args, PyObject *kwds)
{
    char *kwlist[] = {"id", NULL};
    poolid id = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kwds, "k", kwlist, &id)) // WARN parse-format-mismatch "'k'"
        return NULL;
    if (id > 2)
        id = 0;
    return PyUnicode_FromString(pool[id]);
}
