// PYTHON >=3.12
/* Releasing the GIL is another matter. */
#include <Python.h>

extern int device_wait(int handle);

PyObject *
wait_for(int handle)
{
    int rc;
    Py_BEGIN_ALLOW_THREADS
    rc = device_wait(handle);
    Py_END_ALLOW_THREADS
    return PyLong_FromLong(rc);
}

static PyModuleDef_Slot waiting_slots[] = {
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
    {0, NULL},
};

static struct PyModuleDef waiting_def = {
    PyModuleDef_HEAD_INIT, "waiting", NULL, 0, NULL, waiting_slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit_waiting(void)
{
    return PyModuleDef_Init(&waiting_def);
}
