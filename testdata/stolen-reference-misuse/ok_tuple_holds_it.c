/* "N" gave it to the tuple, and the tuple is in a field. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *snapshot;
} Wrapper;

PyObject *
decode(Wrapper *self, PyObject *decoder)
{
    PyObject *chunk = PyBytes_FromString("some bytes");
    if (chunk == NULL)
        return NULL;
    PyObject *snapshot = Py_BuildValue("iN", 3, chunk);
    if (snapshot == NULL)
        return NULL;
    PyObject *old = self->snapshot;
    self->snapshot = snapshot;
    Py_XDECREF(old);
    return PyObject_CallMethod(decoder, "decode", "O", chunk);
}
