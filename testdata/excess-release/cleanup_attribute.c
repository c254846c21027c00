/* The compiler calls a function for the variable at the end of its scope. */
#include <Python.h>

static inline void
release_variable(void *p)
{
    Py_XDECREF(*(PyObject **)p);
}

static inline void
clear_variable(PyObject **p)
{
    Py_CLEAR(*p);
}

#define auto_object __attribute__((__cleanup__(release_variable))) PyObject *
#define auto_clear __attribute__((cleanup(clear_variable))) PyObject *

int
register_type(PyObject *module)
{
    auto_object types = PyImport_ImportModule("types");
    if (types == NULL)
        return -1;
    auto_object done = PyObject_CallMethod(types, "coroutine", "O", module);
    if (done == NULL)
        return -1;
    Py_DECREF(done);
    return 0; // WARN excess-release "released twice"
}

static PyObject *
lent_in_the_end(PyObject *self, PyObject *o)
{
    auto_clear name = PyObject_GetAttrString(o, "name");
    if (name == NULL)
        return NULL;
    return name; // WARN returned-borrowed-reference
}

PyObject *
ok_kept(PyObject *o)
{
    auto_clear name = PyObject_GetAttrString(o, "name");
    if (name == NULL)
        return NULL;
    return Py_NewRef(name);
}

PyObject *
ok_moved(PyObject *o)
{
    auto_object name = PyObject_GetAttrString(o, "name");
    if (name == NULL)
        return NULL;
    PyObject *result = name;
    name = NULL;
    return result;
}

int
ok_in_a_loop(PyObject *list)
{
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); i++) {
        auto_object item = PySequence_GetItem(list, i);
        if (item == NULL)
            return -1;
        if (item == Py_None)
            continue;
        if (item == Py_Ellipsis)
            break;
        auto_clear name = PyObject_Str(item);
        if (name == NULL)
            goto failed;
    }
    return 0;
failed:
    return -1;
}

void
ok_no_return(PyObject *o)
{
    auto_object name = PyObject_Str(o);
    if (name == NULL)
        PyErr_Clear();
}

static PyMethodDef methods[] = {
    {"lent_in_the_end", lent_in_the_end, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

PyMethodDef *
ok_methods(void)
{
    return methods;
}

/* The reference that the variable had is lost. */
PyObject *
overwritten(PyObject *o)
{
    auto_object name = PyObject_GetAttrString(o, "name");
    if (name == NULL)
        return NULL;
    name = PyObject_Str(name); // WARN leaked-reference
    if (name == NULL)
        return NULL;
    return Py_NewRef(name);
}

PyObject *
walk_parents(PyObject *logger)
{
    auto_object held = NULL;
    PyObject *current = logger;
    do {
        Py_XDECREF(held);
        held = PyObject_GetAttrString(current, "parent"); // WARN use-after-release
        if (held == NULL)
            return NULL;
        current = held;
    } while (current != Py_None);
    Py_RETURN_NONE;
}

/* The jump leaves a block whose variable is not there yet. */
PyObject *
ok_jump_before(PyObject *o)
{
    Py_ssize_t n = PySequence_Size(o);
    if (n < 0)
        return NULL;
    if (n > 1) {
        if (n > 2) {
            PyErr_SetString(PyExc_ValueError, "long");
            goto end;
        }
        auto_object first = PySequence_GetItem(o, 0);
        if (first == NULL)
            goto end;
    }
end:
    if (PyErr_Occurred())
        return NULL;
    Py_RETURN_NONE;
}
