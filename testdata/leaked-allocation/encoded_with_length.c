/* "es#" looks for a buffer: where there is none it allocates one, which the
   refusal of the second argument forgets. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int channel;
} Wire;

extern int wire_put(int channel, const char *text, size_t length);
extern int read_options(PyObject *options, int *flags);

static PyObject *
wire_send(Wire *self, PyObject *args)
{
    char *text = NULL;
    Py_ssize_t length = 0;
    PyObject *options;
    int flags, rc;
    if (!PyArg_ParseTuple(args, "es#O", "utf-8", &text, &length, &options))
        return NULL;
    if (!PyDict_Check(options)) {
        PyErr_SetString(PyExc_TypeError, "options must be a dict");
        return NULL; // WARN leaked-allocation "'text'"
    }
    if (read_options(options, &flags) < 0) {
        PyMem_Free(text);
        return NULL;
    }
    rc = wire_put(self->channel + flags, text, (size_t)length);
    PyMem_Free(text);
    return PyLong_FromLong(rc);
}

PyMethodDef wire_methods[] = {
    {"send", (PyCFunction)wire_send, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
