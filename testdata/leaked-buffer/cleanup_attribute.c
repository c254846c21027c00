/* The compiler calls PyBuffer_Release() where the variable ends. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#define auto_buffer __attribute__((cleanup(PyBuffer_Release))) Py_buffer

PyObject *
ok_length(PyObject *self, PyObject *args)
{
    auto_buffer view = {0};
    if (!PyArg_ParseTuple(args, "y*", &view))
        return NULL;
    return PyLong_FromSsize_t(view.len);
}

PyObject *
ok_total(PyObject *self, PyObject *list)
{
    Py_ssize_t total = 0;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); i++) {
        auto_buffer view = {0};
        if (PyObject_GetBuffer(PyList_GET_ITEM(list, i), &view,
                               PyBUF_SIMPLE) < 0)
            return NULL;
        total += view.len;
    }
    return PyLong_FromSsize_t(total);
}

PyObject *
total(PyObject *self, PyObject *list)
{
    Py_ssize_t total = 0;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); i++) {
        Py_buffer view = {0};
        if (PyObject_GetBuffer(PyList_GET_ITEM(list, i), &view,
                               PyBUF_SIMPLE) < 0)
            return NULL;
        total += view.len;
    } // WARN leaked-buffer "view"
    return PyLong_FromSsize_t(total);
}
