/* The library has seen the block; two labels free it. */
#include <Python.h>

extern int cipher_run(void *key, size_t size);

static PyObject *
run(PyObject *module, PyObject *arg)
{
    long size = PyLong_AsLong(arg);
    if (size == -1 && PyErr_Occurred())
        return NULL;
    unsigned char *key = PyMem_Malloc((size_t)size);
    if (key == NULL)
        return PyErr_NoMemory();
    int status = cipher_run(key, (size_t)size);
    if (status == 0)
        PyMem_Free(key);
    if (status <= 0)
        goto done;
    PyErr_SetString(PyExc_ValueError, "weak key");
    PyMem_Free(key);
    return NULL;
done:
    PyMem_Free(key); // WARN double-free "'key' freed twice"
    return PyLong_FromLong(status);
}

PyMethodDef cipher_methods[] = {
    {"run", run, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
