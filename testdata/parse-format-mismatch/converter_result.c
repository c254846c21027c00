/* A converter that returns nothing: the parser takes what is left in the
 * register for its verdict. */
#include <Python.h>

static void
to_flags(PyObject *o, unsigned *flags)
{
    *flags = PyObject_IsTrue(o) == 1 ? 4 : 0;
}

PyObject *
open_it(PyObject *self, PyObject *args)
{
    unsigned flags = 0;
    if (!PyArg_ParseTuple(args, "O&", (int (*)(PyObject *, void *))to_flags, // WARN parse-format-mismatch "converter function"
                          &flags))
        return NULL;
    return PyLong_FromUnsignedLong(flags);
}
