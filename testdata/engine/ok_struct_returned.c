/* A struct returned by value takes along what its fields own; a second
   result in the same variable replaces them. */
#include <Python.h>

typedef struct {
    int found;
    PyObject *value;
} Answer;

static Answer
ask(PyObject *table, PyObject *key)
{
    Answer a = {0, PyObject_GetItem(table, key)};
    a.found = a.value != NULL;
    return a;
}

PyObject *
ask_twice(PyObject *table, PyObject *first, PyObject *second)
{
    Answer a = {0, NULL};
    if (first != NULL)
        a = ask(table, first);
    if (!a.found) {
        PyErr_Clear();
        a = ask(table, second);
    }
    return a.value;
}
