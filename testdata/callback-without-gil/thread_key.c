/* What a thread leaves under a key is given back when it ends. */
#include <Python.h>
#include <pthread.h>

static pthread_key_t callback_key, other_key;

static void
drop_callback(void *value)
{
    Py_XDECREF((PyObject *)value); // WARN callback-without-gil "pthread_key_create"
}

static void
ok_drop_other(void *value)
{
    PyGILState_STATE state = PyGILState_Ensure();
    Py_XDECREF((PyObject *)value);
    PyGILState_Release(state);
}

PyMODINIT_FUNC
PyInit_keys(void)
{
    static struct PyModuleDef def = {PyModuleDef_HEAD_INIT, "keys"};
    if (pthread_key_create(&callback_key, drop_callback) != 0 ||
        pthread_key_create(&other_key, ok_drop_other) != 0)
        return PyErr_NoMemory();
    return PyModule_Create(&def);
}
