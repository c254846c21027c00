/* After the resize the bytes are asked for their memory again. */
#include <Python.h>

extern int codec_fill(char *to, size_t room);

static PyObject *
drain(PyObject *module, PyObject *Py_UNUSED(ignored))
{
    PyObject *block = PyBytes_FromStringAndSize(NULL, 256);
    if (block == NULL)
        return NULL;
    char *at = PyBytes_AS_STRING(block);
    int used = codec_fill(at, 256);
    if (_PyBytes_Resize(&block, used + 1) < 0)
        return NULL;
    at = PyBytes_AS_STRING(block);
    at[used] = '\n';
    return block;
}

PyMethodDef drain_methods[] = {
    {"drain", drain, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
