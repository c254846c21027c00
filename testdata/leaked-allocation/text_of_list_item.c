/* A table of texts is filled from a list; what is no text is noticed, and the
   table forgotten. */
#include <Python.h>
#include <stdlib.h>

extern char *merge_descriptions(const char **table, unsigned n);

static PyObject *
baseline(PyObject *module, PyObject *args)
{
    PyObject *list;
    const char **table;
    Py_ssize_t n;
    char *merged;
    if (!PyArg_ParseTuple(args, "O!", &PyList_Type, &list))
        return NULL;
    n = PyList_Size(list);
    table = malloc((size_t)n * sizeof *table);
    if (table == NULL)
        return PyErr_NoMemory();
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *item = PyList_GetItem(list, i);
        if (item == NULL) {
            free(table);
            return NULL;
        }
        table[i] = PyBytes_AsString(item);
        if (table[i] == NULL)
            return NULL; // WARN leaked-allocation "'table'"
    }
    merged = merge_descriptions(table, (unsigned)n);
    free(table);
    if (merged == NULL)
        Py_RETURN_NONE;
    PyObject *text = PyUnicode_FromString(merged);
    free(merged);
    return text;
}

PyMethodDef baseline_methods[] = {
    {"baseline", baseline, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
