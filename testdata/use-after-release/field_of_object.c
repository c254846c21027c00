/* The struct behind the object is read after its release. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int line;
    int column;
} Mark;

extern PyTypeObject Mark_Type;

int
current_line(PyObject *scanner)
{
    Mark *mark = (Mark *)PyObject_GetAttrString(scanner, "mark");
    if (mark == NULL)
        return -1;
    if (!PyObject_TypeCheck((PyObject *)mark, &Mark_Type)) {
        Py_DECREF(mark);
        PyErr_SetString(PyExc_TypeError, "no mark");
        return -1;
    }
    Py_DECREF(mark);
    return mark->line; // WARN use-after-release "'mark'"
}
