/* PyBuffer_FillInfo() lets the view point to the block. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *letters;
} Table;

static PyTypeObject Table_Type;

int
table_set_letters(PyObject *self, PyObject *letters, void *closure)
{
    Py_buffer *view = (Py_buffer *)((char *)self +
                                    Table_Type.tp_base->tp_basicsize);
    int *mapping = PyMem_Malloc(256 * sizeof(int));
    if (mapping == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    for (int i = 0; i < 256; i++)
        mapping[i] = -1;
    if (PyBuffer_FillInfo(view, NULL, mapping, 256 * sizeof(int), 0,
                          PyBUF_SIMPLE) == -1) {
        PyMem_Free(mapping);
        return -1;
    }
    view->itemsize = sizeof(int);
    return 0;
}
