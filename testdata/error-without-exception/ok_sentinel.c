/* A helper that raises says so by the address of a variable. */
#include <Python.h>

struct kind {
    int size;
};

static struct kind failed, plain;
static PyObject *kinds;

static struct kind *
kind_of(PyObject *type)
{
    PyObject *capsule = PyDict_GetItemWithError(kinds, type);
    if (capsule == NULL)
        return PyErr_Occurred() ? &failed : &plain;
    struct kind *found = PyCapsule_GetPointer(capsule, "kind");
    return found != NULL ? found : &failed;
}

static PyObject *
size_of(PyObject *module, PyObject *object)
{
    struct kind *kind = kind_of((PyObject *)Py_TYPE(object));
    if (kind == &failed)
        return NULL;
    return PyLong_FromLong(kind->size);
}

PyMethodDef sizes_methods[] = {
    {"size_of", size_of, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
