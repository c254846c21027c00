/* Strings of Python 2, under headers that have them or not. */
#include <Python.h>

#if PY_MAJOR_VERSION >= 3
PyObject *PyString_FromString(const char *s);
#endif

struct map {
    const char *name;
    struct map *next;
};
struct map *first_map(void);

PyObject *
map_names(PyObject *self, PyObject *unused)
{
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    for (struct map *m = first_map(); m != NULL; m = m->next) {
        PyObject *name = PyString_FromString(m->name);
        if (name == NULL || PyList_Append(list, name) < 0) {
            Py_DECREF(list);
            return NULL; // WARN leaked-reference "'name'"
        }
        Py_DECREF(name);
    }
    return list;
}
