/* Helpers that hand out what lies in an object which they have released. */
#include <Python.h>

const char *
label_of(PyObject *node)
{
    PyObject *bytes = PyUnicode_AsEncodedString(node, "latin-1", "replace");
    if (bytes == NULL)
        return NULL;
    const char *label = PyBytes_AS_STRING(bytes);
    Py_DECREF(bytes);
    return label; // WARN use-after-free "'label' returned after Py_DECREF()"
}

char *
scratch(int keep)
{
    char *memory = PyMem_Malloc(64);
    if (memory == NULL)
        return NULL;
    memory[0] = 0;
    if (!keep)
        PyMem_Free(memory);
    return memory; // WARN use-after-free "'memory' returned after PyMem_Free()"
}

PyObject *
first_bytes(PyObject *self, PyObject *reader)
{
    char *data;
    Py_ssize_t size;
    PyObject *chunk = PyObject_CallMethod(reader, "read", NULL);
    if (chunk == NULL)
        return NULL;
    if (PyBytes_AsStringAndSize(chunk, &data, &size) < 0) {
        Py_DECREF(chunk);
        return NULL;
    }
    Py_DECREF(chunk);
    return PyBytes_FromStringAndSize(data, size < 4 ? size : 4); // WARN use-after-free "'data'"
}
