/* PyEval_ReleaseThread() has no token; the state is away all the same. */
#include <Python.h>

extern int device_wait(int handle);

static PyObject *
wait_device(PyObject *module, PyObject *arg)
{
    PyThreadState *mine = PyThreadState_Get();
    long handle = PyLong_AsLong(arg);
    if (handle == -1 && PyErr_Occurred())
        return NULL;
    PyEval_ReleaseThread(mine);
    if (device_wait((int)handle) < 0)
        return NULL; // WARN unbalanced-thread-state "not taken back"
    PyEval_AcquireThread(mine);
    Py_RETURN_NONE;
}

PyMethodDef device_methods[] = {
    {"wait", wait_device, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
