/* A number of a type that the program passes on is of a type that exists;
   not so what Python code chooses. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    char kind;
} PyArray_Descr;

PyArray_Descr *PyArray_DescrFromType(int typenum);

char
kind_of(int number)
{
    PyArray_Descr *descr = PyArray_DescrFromType(number);
    char kind = descr->kind; // DOUBT unchecked-null
    Py_DECREF(descr);
    return kind;
}

PyObject *
kind_chosen(PyObject *self, PyObject *args)
{
    int number;
    if (!PyArg_ParseTuple(args, "i", &number))
        return NULL;
    PyArray_Descr *descr = PyArray_DescrFromType(number);
    char kind = descr->kind; // WARN unchecked-null
    Py_DECREF(descr);
    return PyLong_FromLong(kind);
}
