/* The size of the state was forgotten. */
#include <Python.h>

typedef struct {
    PyObject *error;
} spam_state;

static int
spam_exec(PyObject *m)
{
    spam_state *st = PyModule_GetState(m); // WARN module-state-size "m_size is 0"
    st->error = PyErr_NewException("spam.Error", NULL, NULL);
    return st->error == NULL ? -1 : 0;
}

static PyModuleDef_Slot spam_slots[] = {
    {Py_mod_exec, spam_exec},
    {0, NULL},
};

static struct PyModuleDef spam = {
    PyModuleDef_HEAD_INIT, "spam", NULL, 0, NULL, spam_slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit_spam(void)
{
    return PyModuleDef_Init(&spam);
}
