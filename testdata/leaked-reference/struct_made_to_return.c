/* Structs that are made where they are returned, of an object or of its
 * address as a number. */
#include <Python.h>

typedef struct {
    intptr_t address;
} Number;

typedef struct {
    int kind;
    PyObject *object;
} Pair;

static inline Number
as_number(PyObject *object)
{
    return (Number){(intptr_t)object};
}

static inline Pair
as_pair(PyObject *object)
{
    return (Pair){1, object};
}

Number
number_of_list(Py_ssize_t n)
{
    PyObject *list = PyList_New(n);
    return as_number(list);
}

Pair
pair_of_list(Py_ssize_t n)
{
    PyObject *list = PyList_New(n);
    if (list == NULL)
        return (Pair){0};
    return as_pair(list);
}

Number
number_here(Py_ssize_t n)
{
    PyObject *list = PyList_New(n);
    return (Number){(intptr_t)list};
}

Pair
pair_here(Py_ssize_t n)
{
    PyObject *list = PyList_New(n);
    return (Pair){1, list};
}

Pair
pair_kept(Py_ssize_t n)
{
    PyObject *list = PyList_New(n);
    Pair pair = as_pair(list);
    return pair;
}

Pair
other(Py_ssize_t n)
{
    PyObject *list = PyList_New(n);
    if (list == NULL)
        return (Pair){0};
    return (Pair){2, NULL}; // WARN leaked-reference "'list'"
}
