/* A struct whose fields a helper fills goes to others that look into it, and
   to one that empties it. */
#include <Python.h>

struct sums {
    PyObject *list, *seen;
    Py_ssize_t n;
};

static PyObject *last;

static int
sums_init(struct sums *s)
{
    s->list = PyList_New(0);
    if (s->list == NULL)
        return -1;
    s->seen = PyDict_New();
    if (s->seen == NULL) {
        Py_CLEAR(s->list);
        return -1;
    }
    s->n = 0;
    return 0;
}

static void
sums_free(struct sums *s)
{
    Py_XDECREF(s->list);
    Py_XDECREF(s->seen);
}

static int
sums_put(struct sums *s, PyObject *x)
{
    if (PyDict_SetItem(s->seen, x, Py_None) < 0)
        return -1;
    return PyList_Append(s->list, x);
}

static int
sums_add(struct sums *s, PyObject *x)
{
    s->n++;
    if (x == Py_None)
        return 0;
    return sums_put(s, x);
}

static PyObject *
sums_take(struct sums *s)
{
    PyObject *list = s->list;
    s->list = NULL;
    return list;
}

static void
sums_remember(struct sums *s)
{
    last = s->list;
}

static PyObject *
forgets_on_failure(PyObject *self, PyObject *a)
{
    struct sums s;
    PyObject *n;
    if (sums_init(&s) < 0)
        return NULL;
    if (sums_add(&s, a) < 0)
        return NULL; // WARN leaked-reference "'s.list' leaked" // WARN leaked-reference "'s.seen' leaked"
    n = PyLong_FromSsize_t(s.n);
    sums_free(&s);
    return n;
}

static PyObject *
always_frees(PyObject *self, PyObject *a)
{
    struct sums s;
    PyObject *n;
    if (sums_init(&s) < 0)
        return NULL;
    if (sums_add(&s, a) < 0) {
        sums_free(&s);
        return NULL;
    }
    n = PyLong_FromSsize_t(s.n);
    sums_free(&s);
    return n;
}

static PyObject *
takes_one(PyObject *self, PyObject *a)
{
    struct sums s;
    PyObject *list;
    if (sums_init(&s) < 0)
        return NULL;
    if (sums_add(&s, a) < 0) {
        sums_free(&s);
        return NULL;
    }
    list = sums_take(&s);
    sums_free(&s);
    return list;
}

static PyObject *
remembers_one(PyObject *self, PyObject *a)
{
    struct sums s;
    if (sums_init(&s) < 0)
        return NULL;
    if (sums_add(&s, a) < 0) {
        sums_free(&s);
        return NULL;
    }
    sums_remember(&s);
    Py_DECREF(s.seen);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"forgets_on_failure", forgets_on_failure, METH_O, NULL},
    {"always_frees", always_frees, METH_O, NULL},
    {"takes_one", takes_one, METH_O, NULL},
    {"remembers_one", remembers_one, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "sums",
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_sums(void)
{
    return PyModule_Create(&module);
}
