/* The search gives a place within the copy, so that the two can be equal. */
#include <Python.h>
#include <string.h>

int
kept_when_found_at_the_start(const char *const *names, PyObject *dict)
{
    for (int i = 0; names[i] != NULL; i++) {
        char *copy = strdup(names[i]);
        if (copy == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        char *word = strchr(copy, '=');
        if (word == NULL) {
            free(copy);
            continue;
        }
        int failed = PyDict_SetItemString(dict, word, Py_None);
        if (word != copy)
            free(copy);
        if (failed)
            return -1; // WARN leaked-allocation "'copy'"
    } // WARN leaked-allocation "'copy'"
    return 0;
}
