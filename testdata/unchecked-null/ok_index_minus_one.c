/* The loop counts the arguments from 1, because the object itself comes
 * first.
 */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *owner;
} Cell;

#define FORWARD(NAME)                                                         \
    static PyObject *cell_##NAME(Cell *self, PyObject *args, PyObject *kwds)  \
    {                                                                         \
        PyObject *all, *item, *result;                                        \
        Py_ssize_t i, n = args != NULL ? PyTuple_Size(args) + 1 : 1;          \
        all = PyTuple_New(n);                                                 \
        if (all == NULL)                                                      \
            return NULL;                                                      \
        Py_INCREF(self);                                                      \
        PyTuple_SetItem(all, 0, (PyObject *)self);                            \
        for (i = 1; i < n; i++) {                                             \
            item = PyTuple_GetItem(args, i - 1);                              \
            Py_INCREF(item);                                                  \
            PyTuple_SetItem(all, i, item);                                    \
        }                                                                     \
        item = PyObject_GetAttrString(self->owner, #NAME);                    \
        if (item == NULL) {                                                   \
            Py_DECREF(all);                                                   \
            return NULL;                                                      \
        }                                                                     \
        result = PyObject_Call(item, all, kwds);                              \
        Py_DECREF(item);                                                      \
        Py_DECREF(all);                                                       \
        return result;                                                        \
    }

FORWARD(neighbours)
FORWARD(colour)

PyMethodDef methods[] = {
    {"neighbours", (PyCFunction)(void (*)(void))cell_neighbours,
     METH_VARARGS | METH_KEYWORDS, NULL},
    {"colour", (PyCFunction)(void (*)(void))cell_colour,
     METH_VARARGS | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};
