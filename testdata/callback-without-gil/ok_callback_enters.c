/* Called without the GIL, and knows it; the comparison uses no API. */
#include <Python.h>

extern int tree_walk(void *tree, int (*each)(const char *, void *), void *arg);
extern void tree_sort(void *tree, int (*less)(const void *, const void *));

static int
collect(const char *name, void *arg)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *s = PyUnicode_FromString(name);
    int r = s == NULL ? -1 : PyList_Append(arg, s);
    Py_XDECREF(s);
    PyGILState_Release(gil);
    return r;
}

static int
shorter(const void *a, const void *b)
{
    return strlen(a) < strlen(b);
}

PyObject *
names_of(void *tree)
{
    PyObject *list = PyList_New(0);
    int r;
    if (list == NULL)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    tree_sort(tree, shorter);
    r = tree_walk(tree, collect, list);
    Py_END_ALLOW_THREADS
    if (r < 0)
        Py_CLEAR(list);
    return list;
}
