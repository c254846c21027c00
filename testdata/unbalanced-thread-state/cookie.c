/* The thread state travels in a cookie of no particular type. */
#include <Python.h>

typedef void *cookie_t;

static void
section_enter(cookie_t *cookie)
{
    *cookie = (void *)PyEval_SaveThread();
}

static void
section_leave(cookie_t *cookie)
{
    PyEval_RestoreThread((PyThreadState *)*cookie);
}

extern int crunch(const char *p);

static PyObject *
encode(PyObject *self, PyObject *arg)
{
    cookie_t cookie;
    const char *p = PyBytes_AsString(arg);
    int n;

    (void)self;
    if (p == NULL)
        return NULL;
    section_enter(&cookie);
    n = crunch(p);
    section_leave(&cookie);
    if (n < 0)
        return PyErr_NoMemory();
    return PyLong_FromLong(n);
}

static PyObject *
encode_twice(PyObject *self, PyObject *arg)
{
    cookie_t cookie;
    const char *p = PyBytes_AsString(arg);

    (void)self;
    if (p == NULL)
        return NULL;
    section_enter(&cookie);
    if (crunch(p) < 0)
        return NULL; // WARN unbalanced-thread-state
    section_leave(&cookie);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"encode", encode, METH_O, NULL},
    {"encode_twice", encode_twice, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "crunch", .m_methods = methods};

PyMODINIT_FUNC
PyInit_crunch(void)
{
    return PyModule_Create(&module);
}
