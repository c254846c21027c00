/* Functions of a module that store into its state, once or each time. */
#include <Python.h>

typedef struct {
    PyObject *cache, *hook, *limit, *names;
} State;

static State *
get_state(PyObject *module)
{
    return (State *)PyModule_GetState(module);
}

static PyObject *
reset(PyObject *module, PyObject *Py_UNUSED(ignored))
{
    State *st = get_state(module);
    PyObject *fresh = PyDict_New();
    if (fresh == NULL)
        return NULL;
    st->cache = fresh; // WARN overwritten-field "'cache' in the state of 'spam'"
    Py_RETURN_NONE;
}

static PyObject *
set_hook(PyObject *module, PyObject *hook)
{
    State *st = PyModule_GetState(module);
    if (!PyCallable_Check(hook)) {
        PyErr_SetString(PyExc_TypeError, "a callable, please");
        return NULL;
    }
    Py_INCREF(hook);
    st->hook = hook; // WARN overwritten-field "'hook'"
    Py_RETURN_NONE;
}

static PyObject *
ok_limit(PyObject *module, PyObject *limit)
{
    State *st = get_state(module);
    PyObject *old = st->limit;
    Py_INCREF(limit);
    st->limit = limit;
    Py_XDECREF(old);
    Py_RETURN_NONE;
}

static PyObject *
ok_names(PyObject *module, PyObject *Py_UNUSED(ignored))
{
    State *st = get_state(module);
    if (st->names == NULL) {
        st->names = PyDict_New();
        if (st->names == NULL)
            return NULL;
    }
    Py_INCREF(st->names);
    return st->names;
}

static int
spam_exec(PyObject *module)
{
    State *st = get_state(module);
    st->cache = PyDict_New();
    return st->cache != NULL ? 0 : -1;
}

static int
spam_traverse(PyObject *module, visitproc visit, void *arg)
{
    State *st = get_state(module);
    Py_VISIT(st->cache);
    Py_VISIT(st->hook);
    Py_VISIT(st->limit);
    Py_VISIT(st->names);
    return 0;
}

static int
spam_clear(PyObject *module)
{
    State *st = get_state(module);
    Py_CLEAR(st->cache);
    Py_CLEAR(st->hook);
    Py_CLEAR(st->limit);
    Py_CLEAR(st->names);
    return 0;
}

static PyMethodDef methods[] = {
    {"reset", reset, METH_NOARGS, NULL},
    {"set_hook", set_hook, METH_O, NULL},
    {"limit", ok_limit, METH_O, NULL},
    {"names", ok_names, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {{Py_mod_exec, spam_exec}, {0, NULL}};

static PyModuleDef spam = {
    PyModuleDef_HEAD_INIT,
    .m_name = "spam",
    .m_size = sizeof(State),
    .m_methods = methods,
    .m_slots = slots,
    .m_traverse = spam_traverse,
    .m_clear = spam_clear,
};

PyMODINIT_FUNC
PyInit_spam(void)
{
    return PyModuleDef_Init(&spam);
}
