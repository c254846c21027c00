// A helper gives back its argument or a new object, and another one releases
// what is not the argument: what follows is a possibility and no more.
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *index;
    int folding;
} Catalog;

static PyObject *
fold_or_keep(Catalog *c, PyObject *key)
{
    if (!c->folding)
        return key;
    return PyObject_CallMethod(key, "casefold", NULL);
}

static void
drop_folded(PyObject *key, PyObject *folded)
{
    if (folded != key)
        Py_DECREF(folded);
}

static PyObject *
catalog_get(PyObject *self, PyObject *key)
{
    Catalog *c = (Catalog *)self;
    PyObject *folded = fold_or_keep(c, key);
    if (folded == NULL)
        return NULL;
    PyObject *found = PyObject_GetItem(c->index, folded);
    drop_folded(key, folded); // DOUBT excess-release
    return found;             // DOUBT leaked-reference
}

static PyObject *
catalog_holds(PyObject *self, PyObject *key)
{
    Catalog *c = (Catalog *)self;
    PyObject *folded = fold_or_keep(c, key);
    if (folded == NULL)
        return NULL;
    int found = PySequence_Contains(c->index, folded);
    if (c->folding)
        Py_DECREF(folded); // DOUBT excess-release
    if (found < 0)
        return NULL; // DOUBT leaked-reference
    return PyBool_FromLong(found); // DOUBT leaked-reference
}

static PyMethodDef methods[] = {
    {"get", catalog_get, METH_O, NULL},
    {"holds", catalog_holds, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "catalog", NULL, -1, methods,
};

PyMODINIT_FUNC
PyInit_catalog(void)
{
    return PyModule_Create(&module);
}
