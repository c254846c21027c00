/* The request is freed on the way out; the buffer that its field holds was
 * never released there. */
#include <Python.h>

struct request {
    int n_tries;
    Py_buffer body;
};

int send_all(const char *data, Py_ssize_t size);

PyObject *
send_body(PyObject *self, PyObject *args)
{
    struct request *r = PyMem_Malloc(sizeof *r);
    if (r == NULL)
        return PyErr_NoMemory();
    r->n_tries = 3;
    if (!PyArg_ParseTuple(args, "y*:send_body", &r->body)) {
        PyMem_Free(r);
        return NULL;
    }
    if (r->body.len == 0) {
        PyErr_SetString(PyExc_ValueError, "nothing to send");
        PyMem_Free(r); // WARN leaked-buffer "r->body"
        return NULL;
    }
    while (r->n_tries > 0 && send_all(r->body.buf, r->body.len) < 0)
        r->n_tries--;
    PyBuffer_Release(&r->body);
    PyMem_Free(r);
    Py_RETURN_NONE;
}
