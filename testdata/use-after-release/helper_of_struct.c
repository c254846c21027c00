/* Helpers release what a struct of the caller holds. */
#include <Python.h>

struct pair {
    PyObject *left, *right;
};

static int
pair_init(struct pair *p, PyObject *o)
{
    p->left = PyObject_GetAttrString(o, "left");
    if (p->left == NULL)
        return -1;
    p->right = PyObject_GetAttrString(o, "right");
    if (p->right == NULL) {
        Py_CLEAR(p->left);
        return -1;
    }
    return 0;
}

static void
pair_free(struct pair *p)
{
    Py_XDECREF(p->left);
    Py_XDECREF(p->right);
}

static PyObject *
sum(PyObject *module, PyObject *o)
{
    struct pair p;
    if (pair_init(&p, o) < 0)
        return NULL;
    pair_free(&p);
    return PyObject_Str(p.right); // WARN use-after-release "'p.right'"
}

static PyObject *
ok_sum(PyObject *module, PyObject *o)
{
    struct pair p;
    if (pair_init(&p, o) < 0)
        return NULL;
    PyObject *r = PyNumber_Add(p.left, p.right);
    pair_free(&p);
    return r;
}

static PyObject *
ok_left(PyObject *module, PyObject *o)
{
    struct pair p;
    if (pair_init(&p, o) < 0)
        return NULL;
    PyObject *left = Py_NewRef(p.left);
    pair_free(&p);
    return left;
}

PyMethodDef methods[] = {{"sum", sum, METH_O, NULL},
                         {"sum_well", ok_sum, METH_O, NULL},
                         {"left", ok_left, METH_O, NULL},
                         {NULL, NULL, 0, NULL}};
