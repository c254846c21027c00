/* The macro calls the function a second time to learn why it has failed. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    void *handle;
} Surface;

extern int surface_get(void *handle, void **out);
extern PyObject *SurfaceError;

int
raise_for(int status)
{
    if (PyErr_Occurred() != NULL)
        return 1;
    if (status == 0)
        return 0;
    switch (status) {
    case 1:
        PyErr_NoMemory();
        break;
    default:
        PyErr_SetObject(SurfaceError, Py_None);
        break;
    }
    return 1;
}

#define NULL_IF_ERROR(status)                                                 \
    do {                                                                      \
        if (status != 0) {                                                    \
            raise_for(status);                                                \
            return NULL;                                                      \
        }                                                                     \
    } while (0)

static PyObject *
get(Surface *self, PyObject *unused)
{
    void *data;
    NULL_IF_ERROR(surface_get(self->handle, &data)); // DOUBT error-without-exception
    return PyLong_FromVoidPtr(data);
}

static PyObject *
get_again(Surface *self, PyObject *unused)
{
    void *data, *more;
    if (surface_get(self->handle, &data) != 0) {
        raise_for(surface_get(self->handle, &more));
        return NULL; // WARN error-without-exception
    }
    return PyLong_FromVoidPtr(data);
}

PyMethodDef methods[] = {
    {"get", (PyCFunction)get, METH_NOARGS, NULL},
    {"get_again", (PyCFunction)get_again, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL}};
