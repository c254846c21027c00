/* A helper that gives NULL when there is no module yet; nobody who calls it
   can be there before the module. */
#include <Python.h>

typedef struct {
    PyObject *error;
    PyObject *name;
} State;

static struct PyModuleDef definition;

static State *
state(void)
{
    PyObject *module = PyState_FindModule(&definition);
    return module == NULL ? NULL : (State *)PyModule_GetState(module);
}

PyObject *
fail(PyObject *module, PyObject *arg)
{
    PyErr_SetObject(state()->error, arg); // DOUBT unchecked-null "state()"
    return NULL;
}

PyObject *
get_name(PyObject *module, PyObject *unused)
{
    State *st = state();
    return Py_NewRef(st->name); // DOUBT unchecked-null "'st'"
}

int
is_error(PyObject *type)
{
    State *st = state();
    return type == st->error; // DOUBT unchecked-null "'st'"
}
