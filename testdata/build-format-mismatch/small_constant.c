/* A constant fills a register: wrong by the letter, a possible finding. */
#include <Python.h>

PyObject *
zero(PyObject *o)
{
    return Py_BuildValue("On", o, 0); // DOUBT build-format-mismatch "'n'"
}
