/* A compressor writes into a block; it is freed when all went well and
   forgotten when the compressor fails. */
#include <Python.h>

struct packer;
size_t packer_bound(struct packer *p, size_t n);
size_t packer_finish(struct packer *p, void *to, size_t room);
int packer_failed(size_t code);
struct packer *packer_of(PyObject *o);
int look_at(PyObject *names, void *data);

static PyObject *
finish(PyObject *self, PyObject *arg)
{
    struct packer *p = packer_of(arg);
    if (p == NULL)
        return NULL;
    size_t room = packer_bound(p, 0);
    char *to = PyMem_Malloc(room);
    if (to == NULL)
        return PyErr_NoMemory();
    size_t n;
    Py_BEGIN_ALLOW_THREADS
    n = packer_finish(p, to, room);
    Py_END_ALLOW_THREADS
    if (packer_failed(n)) {
        PyErr_SetString(PyExc_RuntimeError, "the packer failed");
        return NULL; // WARN leaked-allocation "'to'"
    }
    PyObject *result = PyBytes_FromStringAndSize(to, (Py_ssize_t)n);
    PyMem_Free(to);
    return result;
}

/* The same for an object. */
static PyObject *
check_names(PyObject *self, PyObject *arg)
{
    PyObject *names = PySequence_List(arg);
    if (names == NULL)
        return NULL;
    if (look_at(names, NULL) < 0)
        return NULL; // WARN leaked-reference "'names'"
    Py_DECREF(names);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"finish", finish, METH_O, NULL},
    {"check_names", check_names, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

struct PyModuleDef packing = {
    PyModuleDef_HEAD_INIT,
    .m_name = "packing",
    .m_methods = methods,
};
