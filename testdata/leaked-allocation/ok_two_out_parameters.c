/* A helper tells where the text is and, apart from that, what is to be
   freed; often both are the same block. */
#include <Python.h>
#include <string.h>

int library_set(const char *name, const void *value, size_t size);

static int
full_name(const char *space, const char *name, const char **result, char **buf)
{
    if (space == NULL) {
        *result = name;
        *buf = NULL;
        return 0;
    }
    size_t size = strlen(space) + strlen(name) + 2;
    *buf = PyMem_Malloc(size);
    if (*buf == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    PyOS_snprintf(*buf, size, "%s.%s", space, name);
    *result = *buf;
    return 0;
}

static PyObject *
set_value(PyObject *self, PyObject *args)
{
    const char *space = NULL, *name, *full;
    char *buf;
    Py_buffer value;
    if (!PyArg_ParseTuple(args, "sy*|z", &name, &value, &space))
        return NULL;
    if (full_name(space, name, &full, &buf) < 0) {
        PyBuffer_Release(&value);
        return NULL;
    }
    int rc = library_set(full, value.buf, (size_t)value.len);
    PyMem_Free(buf);
    PyBuffer_Release(&value);
    return PyLong_FromLong(rc);
}

static PyMethodDef methods[] = {
    {"set", set_value, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

struct PyModuleDef attributes = {
    PyModuleDef_HEAD_INIT,
    .m_name = "attributes",
    .m_methods = methods,
};
