/* A reference that is taken and then handed out is new. */
#include <Python.h>
#include "../../runtime-model/include/refaudit.h"

static PyObject *registry;

REFAUDIT_CONTRACT("get_registry() -> new | NULL!")
PyObject *
get_registry(void)
{
    if (registry == NULL)
        registry = PyDict_New();
    Py_XINCREF(registry);
    return registry;
}

REFAUDIT_CONTRACT("self_again(o) -> new")
PyObject *
self_again(PyObject *o)
{
    Py_INCREF(o);
    return o;
}
