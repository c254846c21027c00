/* A view that nobody wants to write through can be filled. */
#include <Python.h>

PyObject *
size_of(PyObject *text)
{
    Py_buffer view;
    Py_ssize_t n;
    const char *utf8 = PyUnicode_AsUTF8AndSize(text, &n);
    if (utf8 == NULL)
        return NULL;
    PyBuffer_FillInfo(&view, text, (void *)utf8, n, 1, PyBUF_SIMPLE);
    PyObject *size = PyLong_FromSsize_t(view.len);
    PyBuffer_Release(&view);
    return size;
}
