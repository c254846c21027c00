/* The definition of a module in a block: it is an object by its first fields,
 * and freed like the block that it is as long as no module has it.
 */
#include <Python.h>
#include <string.h>

static PyModuleDef *
make_definition(const char *name)
{
    PyModuleDef *def = PyMem_Malloc(sizeof *def);
    if (def == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    memset(def, 0, sizeof *def);
    def->m_name = name;
    if (strlen(name) > 80) {
        PyErr_SetString(PyExc_ValueError, "the name is too long");
        PyMem_Free(def);
        return NULL;
    }
    return def;
}

PyObject *
ok_load(const char *name, PyObject *spec)
{
    PyObject *module = NULL;
    PyModuleDef *def = make_definition(name);
    if (def == NULL)
        goto error;
    module = PyModule_FromDefAndSpec(def, spec);
    if (module == NULL)
        goto error;
    if (PyModule_ExecDef(module, def) != 0)
        goto error;
    return module;
error:
    Py_XDECREF(module);
    if (def != NULL)
        PyMem_Free(def);
    return NULL;
}

PyObject *
ok_begin(const char *name)
{
    PyModuleDef *def = make_definition(name);
    if (def == NULL)
        return NULL;
    return PyModuleDef_Init(def);
}
