/* The helpers raise whenever they give what the callers test for; of what
   else they give, nobody knows more than that it is a number: possible
   findings. */
#include <Python.h>

#include <stdint.h>
#include <stdlib.h>

#define BAD 0x8000u
#define WORSE 0x10000u

static struct {
    uint32_t bit;
    PyObject *error;
} signals[4];

static uint32_t
bit_of(PyObject *error)
{
    for (size_t i = 0; signals[i].error != NULL; i++)
        if (signals[i].error == error)
            return signals[i].bit;
    PyErr_SetString(PyExc_KeyError, "no such signal");
    return BAD;
}

static PyObject *
traps(PyObject *self, PyObject *key)
{
    uint32_t bit = bit_of(key);
    (void)self;
    if ((bit & (BAD | WORSE)) != 0)
        return NULL; // DOUBT error-without-exception
    return PyLong_FromUnsignedLong(bit);
}

static int
wait_for(const char *state, long left)
{
    int got;
    do {
        got = atoi(state + left);
        if (got == PY_LOCK_INTR) {
            if (PyErr_CheckSignals() < 0)
                return PY_LOCK_INTR;
            if (--left < 0)
                got = PY_LOCK_FAILURE;
        }
    } while (got == PY_LOCK_INTR);
    return got;
}

static PyObject *
acquire(PyObject *self, PyObject *none)
{
    static const char *state;
    (void)self;
    (void)none;
    int got = wait_for(state, 100);
    if (got == PY_LOCK_INTR)
        return NULL; // DOUBT error-without-exception
    return PyBool_FromLong(got == PY_LOCK_ACQUIRED);
}

static PyMethodDef methods[] = {
    {"traps", traps, METH_O, NULL},
    {"acquire", acquire, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "signals",
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_signals(void)
{
    return PyModule_Create(&module);
}
