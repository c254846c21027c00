/* The thread state is swapped out for a wait, and stays out when it fails. */
#include <Python.h>

extern int device_wait(int handle, int seconds);

static PyObject *
wait_for(PyObject *module, PyObject *arg)
{
    int handle = PyLong_AsLong(arg);
    if (handle == -1 && PyErr_Occurred())
        return NULL;
    PyThreadState *own = PyThreadState_Swap(NULL);
    int rc = device_wait(handle, 5);
    if (rc < 0)
        return NULL; // WARN unbalanced-thread-state "not taken back"
    PyThreadState_Swap(own);
    return PyLong_FromLong(rc);
}

PyMethodDef swapped_out_methods[] = {
    {"wait_for", wait_for, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
