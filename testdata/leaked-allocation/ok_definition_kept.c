/* Definitions made at run time: the module, the function object have the
 * pointer and are never told to give it back. */
#include <Python.h>

struct trampoline {
    void *target;
    PyMethodDef def;
};

static PyObject *
call_target(PyObject *self, PyObject *arg)
{
    return PyObject_CallOneArg(self, arg);
}

PyObject *
make_function(PyObject *self, const char *name, void *target)
{
    struct trampoline *t = PyMem_Calloc(1, sizeof *t);
    if (t == NULL)
        return PyErr_NoMemory();
    t->target = target;
    t->def.ml_name = name;
    t->def.ml_meth = call_target;
    t->def.ml_flags = METH_O;
    PyObject *f = PyCFunction_NewEx(&t->def, self, NULL);
    if (f == NULL)
        PyMem_Free(t);
    return f;
}

PyObject *
make_module(const char *name)
{
    PyModuleDef *def = PyMem_Calloc(1, sizeof *def);
    if (def == NULL)
        return PyErr_NoMemory();
    def->m_name = name;
    def->m_size = -1;
    PyObject *m = PyModule_Create(def);
    if (m == NULL)
        PyMem_Free(def);
    return m;
}

typedef struct {
    PyObject_HEAD
    long number;
} NumberObject;

extern PyTypeObject Number_Type;

static PyObject *
number_from(long n)
{
    NumberObject *o = PyObject_Malloc(sizeof *o);
    if (o == NULL)
        return PyErr_NoMemory();
    PyObject_Init((PyObject *)o, &Number_Type);
    o->number = n;
    return (PyObject *)o;
}

int
add_number(PyObject *list, long n)
{
    PyObject *o = number_from(n);
    if (o == NULL)
        return -1;
    int rc = PyList_Append(list, o);
    Py_DECREF(o);
    return rc;
}
