/* Whoever got the tensor may drop it from any thread. */
#include <Python.h>

typedef struct DLManagedTensor {
    void *manager_ctx;
    void (*deleter)(struct DLManagedTensor *self);
} DLManagedTensor;

static void
tensor_deleter(DLManagedTensor *self)
{
    PyObject *array = self->manager_ctx;
    PyMem_RawFree(self);
    Py_XDECREF(array); // WARN callback-without-gil "DLManagedTensor.deleter"
}

DLManagedTensor *
tensor_export(PyObject *array)
{
    DLManagedTensor *t = PyMem_RawMalloc(sizeof *t);
    if (t == NULL)
        return NULL;
    t->manager_ctx = Py_NewRef(array);
    t->deleter = tensor_deleter;
    return t;
}
