/* One buffer a round, one free at the end. */
#include <Python.h>
#include <string.h>

PyObject *
join_all(const char *const *words, int n)
{
    PyObject *list = PyList_New(0);
    char *line = NULL;
    if (list == NULL)
        return NULL;
    for (int i = 0; i < n; i++) {
        line = PyMem_Malloc(strlen(words[i]) + 2); // WARN leaked-allocation "'line'"
        if (line == NULL) {
            Py_DECREF(list);
            return PyErr_NoMemory();
        }
        strcpy(line, words[i]);
        strcat(line, "\n");
        PyObject *s = PyUnicode_FromString(line);
        if (s == NULL || PyList_Append(list, s) < 0) {
            Py_XDECREF(s);
            Py_DECREF(list);
            PyMem_Free(line);
            return NULL;
        }
        Py_DECREF(s);
    }
    PyMem_Free(line);
    return list;
}
