/* The compiler releases the variables at the end of their scope. */
#include <Python.h>

static inline void
decref_variable(PyObject **p)
{
    Py_XDECREF(*p);
}

static inline void
free_variable(void *p)
{
    free(*(void **)p);
}

#define auto_object __attribute__((cleanup(decref_variable))) PyObject *
#define auto_free __attribute__((__cleanup__(free_variable)))

static int
as_bytes(PyObject *o, PyObject **bytes)
{
    return PyUnicode_FSConverter(o, bytes) ? 0 : -1;
}

PyObject *
total_size(PyObject *names)
{
    Py_ssize_t n = PySequence_Size(names), total = 0;
    if (n < 0)
        return NULL;
    auto_free Py_ssize_t *sizes = calloc((size_t)n + 1, sizeof *sizes);
    if (sizes == NULL)
        return PyErr_NoMemory();
    for (Py_ssize_t i = 0; i < n; i++) {
        auto_object item = PySequence_GetItem(names, i);
        auto_object bytes = NULL;
        if (item == NULL)
            return NULL;
        if (as_bytes(item, &bytes) < 0)
            return NULL;
        sizes[i] = PyBytes_GET_SIZE(bytes);
        total += sizes[i];
    }
    return PyLong_FromSsize_t(total);
}

// RUN total_size(["a", (1, 2)])
