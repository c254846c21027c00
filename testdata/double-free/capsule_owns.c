/* The capsule frees the block when it dies, and so does the function. */
#include <Python.h>
#include <stdlib.h>

static void
end(PyObject *capsule)
{
    free(PyCapsule_GetPointer(capsule, "table"));
}

PyObject *
register_table(PyObject *module, size_t n)
{
    int *table = calloc(n, sizeof *table);
    if (table == NULL)
        return PyErr_NoMemory();
    PyObject *capsule = PyCapsule_New(table, "table", end);
    if (capsule == NULL) {
        free(table);
        return NULL;
    }
    if (PyObject_SetAttrString(module, "table", capsule) < 0) {
        Py_DECREF(capsule);
        free(table); // WARN double-free "'table'"
        return NULL;
    }
    return capsule;
}
