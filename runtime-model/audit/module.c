/* The module _audit: what the driver in the audited interpreter sees. */
#include "audit.h"

static PyObject *
audit_names(PyObject *module, PyObject *unused)
{
    PyObject *list = PyList_New(0);
    (void)module;
    (void)unused;
    for (size_t i = 0; list != NULL && audit_thunks[i].name != NULL; i++) {
        PyObject *name = PyUnicode_FromString(audit_thunks[i].name);
        if (name == NULL || PyList_Append(list, name) < 0)
            Py_CLEAR(list);
        Py_XDECREF(name);
    }
    return list;
}

static PyObject *
audit_watch(PyObject *module, PyObject *unused)
{
    (void)module;
    (void)unused;
    audit_prepare();
    heap_watch();
    Py_RETURN_NONE;
}

static PyObject *
audit_thing(PyObject *module, PyObject *name)
{
    (void)module;
    const char *text = PyUnicode_AsUTF8(name);
    if (text == NULL)
        return NULL;
    void *p = thing_find(text);
    if (p == NULL && PyErr_Occurred())
        return NULL;
    return PyLong_FromVoidPtr(p);
}

static PyObject *
audit_make(PyObject *module, PyObject *name)
{
    (void)module;
    const char *text = PyUnicode_AsUTF8(name);
    return text == NULL ? NULL : object_make(text);
}

static PyMethodDef methods[] = {
    {"names", audit_names, METH_NOARGS, "names() -> [str]: the thunks"},
    {"watch", audit_watch, METH_NOARGS, "watch(): watch all allocations"},
    {"thing", audit_thing, METH_O, "thing(name) -> int: address, or 0"},
    {"make", audit_make, METH_O, "make(name) -> object"},
    {"run", experiment_run, METH_VARARGS,
     "run(index, factory, order, nth, flags, preparation) -> dict: one "
     "experiment"},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_audit", NULL, -1, methods, NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit__audit(void)
{
    return PyModule_Create(&definition);
}
