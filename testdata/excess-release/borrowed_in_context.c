/* A plain struct with a destructor that releases what it points to. */
#include <Python.h>

typedef struct watch {
    PyObject *callback;
    PyObject *argument;
    int handle;
} watch;

static void
watch_free(watch *w)
{
    if (w == NULL)
        return;
    Py_XDECREF(w->callback);
    Py_XDECREF(w->argument);
    PyMem_Free(w);
}

static void
watch_destroy(PyObject *capsule)
{
    watch_free(PyCapsule_GetPointer(capsule, "watch"));
}

static PyObject *
watch_new(PyObject *self, PyObject *args)
{
    PyObject *callback, *argument;
    if (!PyArg_ParseTuple(args, "OO", &callback, &argument))
        return NULL;
    watch *w = PyMem_Calloc(1, sizeof *w);
    if (w == NULL)
        return PyErr_NoMemory();
    w->callback = callback; // WARN excess-release "'callback' left in 'w->callback' without a reference: watch_free()"
    Py_INCREF(argument);
    w->argument = argument;
    PyObject *capsule = PyCapsule_New(w, "watch", watch_destroy);
    if (capsule == NULL) {
        Py_DECREF(argument);
        PyMem_Free(w);
    }
    return capsule;
}

static PyMethodDef methods[] = {
    {"watch_new", watch_new, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "watches", .m_size = -1,
    .m_methods = methods};

PyMODINIT_FUNC
PyInit_watches(void)
{
    return PyModule_Create(&module);
}
