/* The destructor frees with free() what PyMem_Malloc() gave. */
#include <Python.h>
#include <stdlib.h>

struct plan {
    double *steps;
};

static void
plan_free(struct plan *p)
{
    free(p->steps);
    free(p);
}

static void
plan_end(PyObject *capsule)
{
    struct plan *p = PyCapsule_GetPointer(capsule, "plan");
    if (p != NULL)
        plan_free(p);
}

PyObject *
plan_new(size_t n)
{
    struct plan *p = PyMem_Malloc(sizeof *p);
    if (p == NULL)
        return PyErr_NoMemory();
    p->steps = calloc(n, sizeof *p->steps);
    PyObject *capsule = PyCapsule_New(p, "plan", plan_end); // WARN allocator-mismatch "'p'"
    if (capsule == NULL) {
        free(p->steps);
        PyMem_Free(p);
    }
    return capsule;
}
