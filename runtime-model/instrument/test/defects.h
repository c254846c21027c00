/* What the modules of defects share: a list with something in it, and what
 * they put into themselves. */
#ifndef DEFECTS_H
#define DEFECTS_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *kept; /* a list, for borrowed items */

#define METHOD(name) {#name, name, METH_O, NULL}

static int
fill(PyObject *m)
{
    PyObject *type = PyRun_String("type('Plain', (), {})", Py_eval_input,
                                  PyEval_GetBuiltins(), PyEval_GetBuiltins());
    PyObject *table = Py_BuildValue("{s:i}", "an entry", 5000);
    if (type == NULL || table == NULL ||
        PyModule_AddObject(m, "Plain", type) < 0 ||
        PyModule_AddObject(m, "table", table) < 0)
        return -1;
    PyObject *pair = Py_BuildValue("([]i)", 2);
    kept = Py_BuildValue("[[]{}N]", pair);
    return kept == NULL ? -1 : 0;
}

#endif
