/* The names of the module that imports this one: while it does so there are
 * some. */
#include <Python.h>

static PyObject *parser;

static int
load_parser(void)
{
    PyObject *globals = PyEval_GetGlobals(), *locals = PyEval_GetLocals();
    PyObject *names = PyList_New(1), *name, *module;

    if (names == NULL)
        return -1;
    name = PyUnicode_FromString("parser");
    if (name == NULL) {
        Py_DECREF(names);
        return -1;
    }
    PyList_SET_ITEM(names, 0, name);
    module = PyImport_ImportModuleLevel("tools.parser", globals, locals, names,
                                        0);
    Py_DECREF(names);
    if (module == NULL)
        return -1;
    parser = PyObject_GetAttrString(module, "Parser");
    Py_DECREF(module);
    return parser == NULL ? -1 : 0;
}

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "tools",
};

PyMODINIT_FUNC
PyInit_tools(void)
{
    if (load_parser() < 0)
        return NULL;
    return PyModule_Create(&def);
}
