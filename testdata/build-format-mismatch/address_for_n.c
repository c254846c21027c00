/* An address where a number of the same size is wanted: wrong by the letter,
   and what comes out is the address.  That of an object or a text is not what
   anybody wants to know. */
#include <Python.h>

struct image {
    int **rows;
    void (*destroy)(struct image *);
    char *name;
};

PyObject *
addresses(struct image *im)
{
    return Py_BuildValue("(nl)", im->rows, im->destroy); // DOUBT build-format-mismatch // DOUBT build-format-mismatch
}

PyObject *
name_of(struct image *im)
{
    return Py_BuildValue("(n)", im->name); // WARN build-format-mismatch
}

PyObject *
number_of(PyObject *o)
{
    return Py_BuildValue("l", o); // WARN build-format-mismatch
}
