/* Buffers in blocks that somebody releases: the same function, a helper, who
 * got the block, a flag that says so. */
#include <Python.h>

struct request {
    int has_body;
    Py_buffer body;
    struct request *next;
};

static struct request *pending;

int send_all(const char *data, Py_ssize_t size);
void submit(struct request *r);

static void
request_clear(struct request *r)
{
    if (r->has_body)
        PyBuffer_Release(&r->body);
    r->has_body = 0;
}

PyObject *
send_now(PyObject *self, PyObject *object)
{
    struct request *r = PyMem_Malloc(sizeof *r);
    if (r == NULL)
        return PyErr_NoMemory();
    r->has_body = 0;
    if (object != Py_None) {
        if (PyObject_GetBuffer(object, &r->body, PyBUF_SIMPLE) < 0) {
            PyMem_Free(r);
            return NULL;
        }
        r->has_body = 1;
        send_all(r->body.buf, r->body.len);
    }
    if (r->has_body)
        PyBuffer_Release(&r->body);
    PyMem_Free(r);
    Py_RETURN_NONE;
}

PyObject *
send_helped(PyObject *self, PyObject *object)
{
    struct request *r = PyMem_Calloc(1, sizeof *r);
    if (r == NULL)
        return PyErr_NoMemory();
    if (PyObject_GetBuffer(object, &r->body, PyBUF_SIMPLE) < 0) {
        PyMem_Free(r);
        return NULL;
    }
    r->has_body = 1;
    send_all(r->body.buf, r->body.len);
    request_clear(r);
    PyMem_Free(r);
    Py_RETURN_NONE;
}

PyObject *
send_later(PyObject *self, PyObject *object)
{
    struct request *r = PyMem_Calloc(1, sizeof *r);
    if (r == NULL)
        return PyErr_NoMemory();
    if (PyObject_GetBuffer(object, &r->body, PyBUF_SIMPLE) < 0) {
        PyMem_Free(r);
        return NULL;
    }
    r->next = pending;
    pending = r;
    Py_RETURN_NONE;
}

PyObject *
send_elsewhere(PyObject *self, PyObject *object)
{
    struct request *r = PyMem_Calloc(1, sizeof *r);
    if (r == NULL)
        return PyErr_NoMemory();
    if (PyObject_GetBuffer(object, &r->body, PyBUF_SIMPLE) < 0) {
        PyMem_Free(r);
        return NULL;
    }
    submit(r);
    PyMem_Free(r);
    Py_RETURN_NONE;
}

PyObject *
view_in_block(PyObject *self, PyObject *object)
{
    Py_buffer *view = PyMem_Malloc(sizeof *view);
    if (view == NULL)
        return PyErr_NoMemory();
    if (PyObject_GetBuffer(object, view, PyBUF_SIMPLE) < 0) {
        PyMem_Free(view);
        return NULL;
    }
    Py_ssize_t size = view->len;
    PyBuffer_Release(view);
    PyMem_Free(view);
    return PyLong_FromSsize_t(size);
}
