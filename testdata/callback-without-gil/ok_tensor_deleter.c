/* Any thread may call it: it takes the GIL, if there still is one. */
#include <Python.h>

typedef struct DLManagedTensor {
    void *manager_ctx;
    void (*deleter)(struct DLManagedTensor *self);
} DLManagedTensor;

static void
tensor_deleter(DLManagedTensor *self)
{
    if (!Py_IsInitialized())
        return;
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *array = self->manager_ctx;
    PyMem_Free(self);
    Py_XDECREF(array);
    PyGILState_Release(gil);
}

DLManagedTensor *
tensor_export(PyObject *array)
{
    DLManagedTensor *t = PyMem_Malloc(sizeof *t);
    if (t == NULL)
        return NULL;
    t->manager_ctx = Py_NewRef(array);
    t->deleter = tensor_deleter;
    return t;
}
