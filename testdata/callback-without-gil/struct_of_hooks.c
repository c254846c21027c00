/* The library calls all of its hooks alike; one of them does not know. */
#include <Python.h>
#include <stdlib.h>

struct flt_hooks {
    int (*check)(struct flt_hooks *self, void **payload);
    void (*cleanup)(struct flt_hooks *self, void *payload);
};

extern int flt_register(struct flt_hooks *hooks);

struct payload {
    PyObject *filter;
};

static int
hook_check(struct flt_hooks *self, void **payload)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    struct payload *p = *payload;
    PyObject *answer = PyObject_CallNoArgs(p->filter);
    int ok = answer != NULL && PyObject_IsTrue(answer) > 0;
    if (answer == NULL)
        PyErr_WriteUnraisable(p->filter);
    Py_XDECREF(answer);
    PyGILState_Release(gil);
    return ok;
}

static void
hook_cleanup(struct flt_hooks *self, void *payload)
{
    struct payload *p = payload;
    Py_DECREF(p->filter); // WARN callback-without-gil "flt_hooks.cleanup"
    free(p);
}

int
hooks_install(void)
{
    struct flt_hooks *hooks = calloc(1, sizeof *hooks);
    if (hooks == NULL)
        return -1;
    hooks->check = hook_check;
    hooks->cleanup = hook_cleanup;
    return flt_register(hooks);
}
