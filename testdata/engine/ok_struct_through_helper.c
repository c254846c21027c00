/* A helper fills the struct, another one empties it. */
#include <Python.h>

struct names {
    PyObject *module, *attribute;
};

static int
names_init(struct names *n, const char *module, const char *attribute)
{
    n->module = PyUnicode_FromString(module);
    n->attribute = PyUnicode_FromString(attribute);
    if (n->module != NULL && n->attribute != NULL)
        return 0;
    Py_CLEAR(n->module);
    Py_CLEAR(n->attribute);
    return -1;
}

static void
names_clear(struct names *n)
{
    Py_CLEAR(n->module);
    Py_CLEAR(n->attribute);
}

PyObject *
right(const char *module, const char *attribute)
{
    struct names n;
    if (names_init(&n, module, attribute) < 0)
        return NULL;
    PyObject *m = PyImport_Import(n.module), *a = NULL;
    if (m != NULL) {
        a = PyObject_GetAttr(m, n.attribute);
        Py_DECREF(m);
    }
    names_clear(&n);
    return a;
}
