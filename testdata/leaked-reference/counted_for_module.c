/* What is made for a global variable and counted again is for the module that
   another function adds it to; a list that is made at each call is not. */
#include <Python.h>

PyObject *demo_error;

int
init_errors(void)
{
    demo_error = PyErr_NewException("demo.Error", NULL, NULL);
    if (demo_error == NULL)
        return 0;
    Py_INCREF(demo_error);
    return 1; // DOUBT leaked-reference
}

void
add_errors(PyObject *m)
{
    PyModule_AddObject(m, "Error", demo_error);
}

PyObject *
new_list(void)
{
    PyObject *made = PyList_New(0);
    if (made == NULL)
        return NULL;
    Py_INCREF(made);
    return made; // WARN leaked-reference "'made'"
}
