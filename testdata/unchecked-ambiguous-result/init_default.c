/* tp_init returns success with the exception of the conversion. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    double level;
} Mixer;

static int
mixer_init(PyObject *op, PyObject *args, PyObject *kwds)
{
    PyObject *level;
    if (!PyArg_ParseTuple(args, "O", &level))
        return -1;
    ((Mixer *)op)->level = PyFloat_AsDouble(level);
    return 0; // WARN unchecked-ambiguous-result "PyFloat_AsDouble()"
}

static PyTypeObject Mixer_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Mixer",
    .tp_basicsize = sizeof(Mixer),
    .tp_init = mixer_init,
};
