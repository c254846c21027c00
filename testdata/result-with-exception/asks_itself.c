/* A function that calls the slot of its own type by the type's name calls
 * itself.
 */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *name;
} Part;

static PyTypeObject Part_Type;

PyObject *
Part_richcompare(Part *a, PyObject *b, int op)
{
    if (op == Py_EQ) {
        if (Part_Type.tp_richcompare((PyObject *)a, b, Py_EQ))
            Py_RETURN_TRUE;
        else
            Py_RETURN_FALSE; // WARN result-with-exception
    }
    PyErr_SetString(PyExc_TypeError, "no order");
    return NULL;
}

static PyTypeObject Part_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "parts.Part",
    .tp_basicsize = sizeof(Part),
    .tp_richcompare = (richcmpfunc)Part_richcompare,
};
