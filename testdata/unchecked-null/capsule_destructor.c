/* The destructor of a capsule gets the capsule that the program made: asking
 * it for its pointer cannot fail.  Elsewhere anything may come in. */
#include <Python.h>

struct context {
    void *handle;
};

extern void handle_close(void *);
static const char *const context_name = "spam.context";

static void
context_destroy(PyObject *capsule)
{
    struct context *c = PyCapsule_GetPointer(capsule, context_name);
    handle_close(c->handle);
    PyMem_Free(c);
}

PyObject *
context_new(void *handle)
{
    struct context *c = PyMem_Malloc(sizeof *c);
    if (c == NULL)
        return PyErr_NoMemory();
    c->handle = handle;
    PyObject *capsule = PyCapsule_New(c, context_name, context_destroy);
    if (capsule == NULL)
        PyMem_Free(c);
    return capsule;
}

static PyObject *
context_close(PyObject *self, PyObject *capsule)
{
    struct context *c = PyCapsule_GetPointer(capsule, context_name);
    handle_close(c->handle); // WARN unchecked-null "'c'"
    Py_RETURN_NONE;
}

PyMethodDef methods[] = {
    {"close", context_close, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
