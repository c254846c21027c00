/* A loop takes a request over when it has accepted it: it is freed where the
   loop refuses it, and by the callback later. */
#include <Python.h>

struct loop;
typedef struct request {
    struct loop *loop;
    PyObject *callback;
    void (*done)(struct request *);
} request;

int loop_submit(struct loop *l, request *r);
int loop_cancel(struct loop *l, request *r);
struct loop *loop_of(PyObject *o);

static void
on_done(request *r)
{
    Py_DECREF(r->callback);
    PyMem_Free(r);
}

static PyObject *
submit(PyObject *self, PyObject *args)
{
    PyObject *where, *callback;
    if (!PyArg_ParseTuple(args, "OO", &where, &callback))
        return NULL;
    struct loop *l = loop_of(where);
    request *r = PyMem_Malloc(sizeof *r);
    if (r == NULL)
        return PyErr_NoMemory();
    r->loop = l;
    r->done = on_done;
    r->callback = callback;
    Py_INCREF(callback);
    int rc = -1;
    if (loop_submit(l, r) < 0) {
        Py_DECREF(callback);
        PyMem_Free(r);
        PyErr_SetString(PyExc_RuntimeError, "refused");
        goto out;
    }
    if (PyErr_CheckSignals() < 0)
        goto out;
    rc = 0;
out:
    if (rc < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"submit", submit, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

struct PyModuleDef looping = {
    PyModuleDef_HEAD_INIT,
    .m_name = "looping",
    .m_methods = methods,
};
