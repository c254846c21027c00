/* The callback data holds a reference to its owner; the capsule's
 * destructor drops it again. */
#include <Python.h>

#define NAME "watch.handle"

static void
drop_watch(PyObject *capsule)
{
    PyObject *owner = PyCapsule_GetPointer(capsule, NAME);
    Py_XDECREF(owner);
}

static PyObject *
watch(PyObject *self, PyObject *owner)
{
    Py_INCREF(owner);
    PyObject *capsule = PyCapsule_New(owner, NAME, drop_watch);
    if (capsule == NULL)
        Py_DECREF(owner);
    return capsule;
}

static PyMethodDef methods[] = {
    {"watch", watch, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "watch", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_watch(void)
{
    return PyModule_Create(&def);
}

// RUN watch([1])
