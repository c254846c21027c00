/* The pointer has been moved on when the function gives up. */
#include <Python.h>
#include <stdlib.h>

extern int next_word(const int *word);

PyObject *
words(PyObject *self, PyObject *ignored)
{
    int *block = malloc(16 * sizeof *block);
    if (block == NULL)
        return PyErr_NoMemory();
    *block++ = 1;
    if (next_word(block) < 0) {
        PyErr_SetString(PyExc_ValueError, "no word");
        return NULL; // WARN leaked-allocation
    }
    block--;
    long first = block[0] + block[1];
    free(block);
    return PyLong_FromLong(first);
}
