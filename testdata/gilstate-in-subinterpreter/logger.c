// PYTHON >=3.12
/* What a library logs goes to Python. */
#include <Python.h>

static PyObject *logger;

void
library_log(const char *text)
{
    PyGILState_STATE gil;
    if (logger == NULL)
        return;
    gil = PyGILState_Ensure(); // WARN gilstate-in-subinterpreter "several"
    PyObject *r = PyObject_CallFunction(logger, "s", text);
    if (r == NULL)
        PyErr_WriteUnraisable(logger);
    Py_XDECREF(r);
    PyGILState_Release(gil);
}

static PyModuleDef_Slot logger_slots[] = {
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
    {0, NULL},
};

static struct PyModuleDef logger_def = {
    PyModuleDef_HEAD_INIT, "logger", NULL, 0, NULL, logger_slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit_logger(void)
{
    return PyModuleDef_Init(&logger_def);
}
