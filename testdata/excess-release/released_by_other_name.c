/* The entry's reference is released by the name of the argument, which was
   found to be the same object. */
#include <Python.h>

struct entry {
    PyObject *key;
    struct entry *next;
};

static struct entry *first;

static PyObject *
table_forget(PyObject *self, PyObject *key)
{
    for (struct entry **at = &first; *at != NULL; at = &(*at)->next) {
        struct entry *e = *at;
        if (e->key == key) {
            *at = e->next;
            PyMem_Free(e);
            Py_DECREF(key); // DOUBT excess-release
            Py_RETURN_NONE;
        }
    }
    PyErr_SetObject(PyExc_KeyError, key);
    return NULL;
}

static PyMethodDef methods[] = {
    {"forget", table_forget, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "table", NULL, -1, methods,
};

PyMODINIT_FUNC
PyInit_table(void)
{
    return PyModule_Create(&module);
}
