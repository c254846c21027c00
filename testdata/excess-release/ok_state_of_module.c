/* The state of a module has references of its own; or what stands in it
 * is never released there.
 */
#include <Python.h>

struct state {
    PyObject *error;
    PyObject *codes;
    PyObject *lent; /* the module's dict owns it */
};

static struct state *
state_of(PyObject *module)
{
    return PyModule_GetState(module);
}

static int
fill(PyObject *module)
{
    struct state *st = state_of(module);
    st->error = PyErr_NewException("tell.Error", PyExc_OSError, NULL);
    if (st->error == NULL)
        return -1;
    Py_INCREF(st->error);
    if (PyModule_AddObject(module, "Error", st->error) < 0) {
        Py_DECREF(st->error);
        return -1;
    }
    st->lent = PyDict_New();
    if (st->lent == NULL)
        return -1;
    if (PyModule_AddObject(module, "known", st->lent) < 0) {
        Py_CLEAR(st->lent);
        return -1;
    }
    st->codes = PyDict_New();
    if (st->codes == NULL)
        return -1;
    return PyModule_AddObjectRef(module, "codes", st->codes);
}

static PyObject *
set_codes(PyObject *module, PyObject *args)
{
    struct state *st = state_of(module);
    PyObject *codes;
    if (!PyArg_ParseTuple(args, "O!", &PyDict_Type, &codes))
        return NULL;
    Py_INCREF(codes);
    Py_XSETREF(st->codes, codes);
    Py_RETURN_NONE;
}

static PyObject *
take_codes(PyObject *module, PyObject *unused)
{
    struct state *st = state_of(module);
    PyObject *codes = st->codes;
    if (codes == NULL)
        Py_RETURN_NONE;
    st->codes = NULL;
    return codes;
}

static int
visit_state(PyObject *module, visitproc visit, void *arg)
{
    struct state *st = state_of(module);
    Py_VISIT(st->error);
    Py_VISIT(st->codes);
    return 0;
}

static int
clear_state(PyObject *module)
{
    struct state *st = state_of(module);
    Py_CLEAR(st->error);
    Py_CLEAR(st->codes);
    return 0;
}

static void
drop(void *module)
{
    clear_state(module);
}

static PyMethodDef functions[] = {
    {"set_codes", set_codes, METH_VARARGS, NULL},
    {"take_codes", take_codes, METH_NOARGS, NULL},
    {0},
};

static PyModuleDef_Slot slots[] = {{Py_mod_exec, fill}, {0, NULL}};

static struct PyModuleDef module_def = {
    PyModuleDef_HEAD_INIT, "tell",      NULL,        sizeof(struct state),
    functions,             slots,       visit_state, clear_state,
    drop,
};

PyMODINIT_FUNC
PyInit_tell(void)
{
    return PyModuleDef_Init(&module_def);
}
