/* PyDict_SetItemString() does not take the value over, and cannot take
 * NULL either. */
#include <Python.h>

typedef struct {
    long hits, misses;
} counters;

PyObject *
stats_to_dict(const counters *c)
{
    PyObject *d = PyDict_New();
    if (d == NULL)
        return NULL;
    PyObject *hits = PyLong_FromLong(c->hits);
    if (hits == NULL) {
        Py_DECREF(d);
        return NULL;
    }
    if (PyDict_SetItemString(d, "hits", hits) < 0) {
        Py_DECREF(d);
        return NULL; // WARN leaked-reference "'hits'"
    }
    return d; // WARN leaked-reference "'hits'"
}
