// PYTHON >=3.12
/* Macros of the project. */
#include <Python.h>

#define ENTER_PYTHON                                                          \
    {                                                                         \
        PyGILState_STATE saved = PyGILState_Ensure();
#define LEAVE_PYTHON                                                          \
    PyGILState_Release(saved);                                                \
    }

int
count_up(PyObject *list)
{
    Py_ssize_t n = 0;
    ENTER_PYTHON // WARN gilstate-in-subinterpreter "attaches"
    n = PyList_GET_SIZE(list);
    LEAVE_PYTHON
    return (int)n;
}

static PyModuleDef_Slot counter_slots[] = {
    {Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_SUPPORTED},
    {0, NULL},
};

static struct PyModuleDef counter_def = {
    PyModuleDef_HEAD_INIT, "counter", NULL, 0, NULL, counter_slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit_counter(void)
{
    return PyModuleDef_Init(&counter_def);
}
