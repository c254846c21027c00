/* The same where none is given. */
#include <Python.h>
#include <stdlib.h>

typedef struct {
    char mode[8];
    int size;
} Image;

static Image *
image_for(const char *mode, Image *out)
{
    if (out != NULL)
        return out;
    out = malloc(sizeof(Image));
    if (out == NULL)
        return (Image *)PyErr_NoMemory();
    out->mode[0] = mode[0];
    return out;
}

static PyObject *
fits(PyObject *self, PyObject *args)
{
    const char *mode;
    if (!PyArg_ParseTuple(args, "s", &mode))
        return NULL;
    if (!image_for(mode, NULL)) // WARN leaked-allocation
        return NULL;
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {{"fits", fits, METH_VARARGS, NULL},
                                {NULL, NULL, 0, NULL}};
struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "image", NULL, 0, methods,
                             NULL, NULL, NULL, NULL};
