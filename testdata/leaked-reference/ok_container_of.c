/* A callback that finds its object by the address of a part of it, and that
 * is called directly where there is nothing to wait for. */
#include <Python.h>
#include <stddef.h>
typedef struct { int kind; } req_t;
typedef struct { PyObject_HEAD PyObject *result; req_t req; } Req;
static PyTypeObject ReqType;
#define CONTAINER_OF(ptr, type, field) ((type *) ((char *) (ptr) - ((long) &((type *) 0)->field)))
#define CONTAINER_OF2(ptr, type, field) ((type *) ((char *) (ptr) - offsetof(type, field)))
int lib_stat(req_t *r, void (*cb)(req_t *));
static void
process(req_t *r)
{
    PyGILState_STATE g = PyGILState_Ensure();
    Req *self = CONTAINER_OF(r, Req, req);
    self->result = PyLong_FromLong(r->kind);
    if (self->result == NULL)
        PyErr_Clear();
    Py_DECREF(self);
    PyGILState_Release(g);
}
static void
process2(req_t *r)
{
    Req *self = CONTAINER_OF2(r, Req, req);
    Py_DECREF(self);
}
PyObject *
file_stat(PyObject *self, PyObject *cb)
{
    Req *q = (Req *)PyObject_CallNoArgs((PyObject *)&ReqType);
    if (q == NULL)
        return NULL;
    int err = lib_stat(&q->req, cb != Py_None ? process : NULL);
    if (err < 0) {
        PyErr_SetString(PyExc_OSError, "x");
        Py_DECREF(q);
        return NULL;
    }
    Py_INCREF(q);
    if (cb != Py_None)
        return (PyObject *)q;
    process(&q->req);
    PyObject *ret = Py_XNewRef(q->result);
    Py_DECREF(q);
    return ret;
}
PyObject *
file_two(PyObject *self, PyObject *cb)
{
    Req *q = PyObject_New(Req, &ReqType);
    if (q == NULL)
        return NULL;
    Py_INCREF(q);
    process2(&q->req);
    return (PyObject *)q;
}
