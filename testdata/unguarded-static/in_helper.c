/* The state of a random generator, moved on by a helper. */
#include <Python.h>

static unsigned long seed = 1;

static unsigned long
next_number(void)
{
    seed = seed * 1103515245 + 12345; // WARN unguarded-static "'seed'"
    return seed >> 16;
}

static PyObject *
draw(PyObject *module, PyObject *ignored)
{
    return PyLong_FromUnsignedLong(next_number());
}

PyMethodDef draw_methods[] = {
    {"draw", draw, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
