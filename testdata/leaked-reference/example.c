/* The list is lost when str(a) raises. */
#include <Python.h>

PyObject *
make_pair(PyObject *a)
{
    PyObject *list = PyList_New(1); // STEP 1 "new reference"
    if (list == NULL)
        return NULL;
    PyObject *s = PyObject_Str(a); // STEP 3 "a.__str__()"
    if (s == NULL)
        return NULL; // WARN leaked-reference "'list'" STEP 4 "nothing can release 'list'"
    PyList_SET_ITEM(list, 0, s);
    return list;
}

// RUN make_pair(12345)
// RUN make_pair({1: 2})
