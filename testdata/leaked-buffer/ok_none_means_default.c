/* Asked with == before the buffer is taken and with != before it is released:
   the same question. */
#include <Python.h>

static PyObject *
count_of(PyObject *self, PyObject *set)
{
    Py_buffer chars;
    const char *wanted, *text = "some text";
    Py_ssize_t k = 0, found = 0;
    (void)self;
    if (set == Py_None) {
        wanted = " \t";
        k = 2;
    }
    else {
        if (PyObject_GetBuffer(set, &chars, PyBUF_SIMPLE) != 0)
            return NULL;
        wanted = chars.buf;
        k = chars.len;
    }
    while (found < k && wanted[found] == text[found])
        found++;
    if (set != Py_None)
        PyBuffer_Release(&chars);
    return PyLong_FromSsize_t(found);
}

int
same_size(PyObject *b, Py_ssize_t have, Py_ssize_t wanted)
{
    Py_buffer x;
    if (have > wanted && PyObject_GetBuffer(b, &x, PyBUF_SIMPLE) != 0)
        return -1;
    if (!(wanted >= have))
        PyBuffer_Release(&x);
    return 0;
}

static PyMethodDef methods[] = {
    {"count_of", count_of, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "counter",
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_counter(void)
{
    return PyModule_Create(&module);
}
