/* Thread states swapped in and out, and put back on every way. */
#include <Python.h>

struct script {
    PyThreadState *state;
    PyObject *on_key;
};

extern int device_wait(int handle, int seconds);

static PyThreadState *main_state;

int
script_key(struct script *script, int key)
{
    PyThreadState *before = PyThreadState_Swap(script->state);
    int rc = -1;
    PyObject *handled = PyObject_CallFunction(script->on_key, "i", key);
    if (handled == NULL)
        PyErr_Print();
    else {
        rc = 0;
        Py_DECREF(handled);
    }
    PyThreadState_Swap(before);
    return rc;
}

/* Whoever comes next swaps in what it needs. */
int
script_leave(struct script *script)
{
    PyThreadState *now = PyThreadState_Swap(main_state);
    return now == script->state ? 0 : -1;
}

static PyObject *
wait_for(PyObject *module, PyObject *arg)
{
    int handle = PyLong_AsLong(arg);
    if (handle == -1 && PyErr_Occurred())
        return NULL;
    PyThreadState *own = PyThreadState_Swap(NULL);
    int rc = device_wait(handle, 5);
    PyThreadState_Swap(own);
    if (rc < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    return PyLong_FromLong(rc);
}

PyMethodDef ok_swapped_methods[] = {
    {"wait_for", wait_for, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
