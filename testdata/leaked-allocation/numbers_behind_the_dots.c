/* The helper fetches numbers only: who passes the block still has it. */
#include <Python.h>
#include <stdarg.h>

static int
total(const char *name, unsigned n, ...)
{
    va_list ap;
    int sum = (int)name[0];

    va_start(ap, n);
    for (; n > 0; n--)
        sum += va_arg(ap, int);
    va_end(ap);
    return sum;
}

static PyObject *
score(PyObject *self, PyObject *arg)
{
    char *name = malloc(32);
    int sum;

    if (name == NULL)
        return PyErr_NoMemory();
    strcpy(name, "x");
    sum = total(name, 2, 3, 4);
    return PyLong_FromLong(sum);   // WARN leaked-allocation
}

static PyMethodDef methods[] = {
    {"score", score, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "score", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_score(void)
{
    return PyModule_Create(&def);
}
