/* An int that does not fit raises OverflowError and nothing else: where that
 * is asked for there is no other way to fail.
 */
#include <Python.h>

#define GET_SEED(object, seed)                                                \
    if (!PyLong_Check(object)) {                                              \
        PyErr_SetString(PyExc_TypeError, "an int is needed");                 \
        return NULL;                                                          \
    }                                                                         \
    seed = PyLong_AsUnsignedLong(object);                                     \
    if (seed == (unsigned long)-1 && PyErr_Occurred()) {                      \
        if (PyErr_ExceptionMatches(PyExc_OverflowError)) {                    \
            PyErr_SetString(PyExc_ValueError, "the seed is out of range");    \
            return NULL;                                                      \
        }                                                                     \
    }

static PyObject *
dice_roll(PyObject *self, PyObject *const *args, Py_ssize_t n)
{
    long long seed;
    int again = 0;
    if (n != 2) {
        PyErr_SetString(PyExc_TypeError, "two arguments");
        return NULL;
    }
    GET_SEED(args[0], seed)
    again = PyObject_IsTrue(args[1]);
    if (again < 0)
        return NULL;
    return PyLong_FromLongLong(seed + again);
}

static PyObject *
dice_seed(PyObject *self, PyObject *object)
{
    unsigned long seed;
    GET_SEED(object, seed)
    return PyLong_FromUnsignedLong(seed);
}

PyMethodDef methods[] = {
    {"roll", (PyCFunction)(void (*)(void))dice_roll, METH_FASTCALL, NULL},
    {"seed", dice_seed, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
