/* A view that a block has released: its text is gone after the block, too. */
#include <Python.h>

int
first_of(PyObject *o, char *first)
{
    const char *text;
    Py_ssize_t size;
    if (PyBytes_Check(o)) {
        text = PyBytes_AS_STRING(o);
        size = PyBytes_GET_SIZE(o);
    }
    else {
        Py_buffer view;
        if (PyObject_GetBuffer(o, &view, PyBUF_SIMPLE) < 0)
            return -1;
        text = view.buf;
        size = view.len;
        PyBuffer_Release(&view);
    }
    if (size != 1)
        return -1;
    *first = *text; // WARN use-after-free
    return 0;
}
