/* What a module keeps in its state its m_free releases: a reference that
 * PyModule_AddObject() takes over is no longer the state's.
 */
#include <Python.h>

struct state {
    PyObject *error;
    PyObject *codes;
};

static int
fill(PyObject *module)
{
    struct state *st = PyModule_GetState(module);
    st->error = PyErr_NewException("tell.Error", PyExc_OSError, NULL);
    if (st->error == NULL)
        return -1;
    if (PyModule_AddObject(module, "Error", st->error) < 0) // WARN excess-release "left in 'PyModule_GetState(module)->error' without a reference: drop() will release it"
        return -1;
    st->codes = PyDict_New();
    if (st->codes == NULL)
        return -1;
    return 0;
}

static PyObject *
set_codes(PyObject *module, PyObject *args)
{
    struct state *st = PyModule_GetState(module);
    PyObject *codes;
    if (!PyArg_ParseTuple(args, "O!", &PyDict_Type, &codes))
        return NULL;
    PyObject *old = st->codes;
    st->codes = codes; // WARN excess-release "'codes' left in"
    Py_XDECREF(old);
    Py_RETURN_NONE;
}

static int
visit_state(PyObject *module, visitproc visit, void *arg)
{
    struct state *st = PyModule_GetState(module);
    Py_VISIT(st->error);
    Py_VISIT(st->codes);
    return 0;
}

static int
clear_state(PyObject *module)
{
    struct state *st = PyModule_GetState(module);
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
