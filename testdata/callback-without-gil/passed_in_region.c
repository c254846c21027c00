/* The library calls it while it walks, and it walks without the GIL. */
#include <Python.h>

extern int tree_walk(void *tree, int (*each)(const char *, void *), void *arg);

static int
collect(const char *name, void *arg)
{
    PyObject *s = PyUnicode_FromString(name); // WARN callback-without-gil "tree_walk"
    if (s == NULL)
        return -1;
    int r = PyList_Append(arg, s); // WARN callback-without-gil
    Py_DECREF(s); // WARN callback-without-gil
    return r;
}

PyObject *
names_of(void *tree)
{
    PyObject *list = PyList_New(0);
    int r;
    if (list == NULL)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    r = tree_walk(tree, collect, list);
    Py_END_ALLOW_THREADS
    if (r < 0)
        Py_CLEAR(list);
    return list;
}
