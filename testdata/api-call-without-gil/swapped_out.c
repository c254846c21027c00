/* Without any thread state signals cannot be looked at. */
#include <Python.h>

extern int device_poll(int handle);

static PyObject *
poll_device(PyObject *module, PyObject *arg)
{
    int rc = 0, handle = PyLong_AsLong(arg);
    if (handle == -1 && PyErr_Occurred())
        return NULL;
    PyThreadState *own = PyThreadState_Swap(NULL);
    while (rc == 0) {
        rc = device_poll(handle);
        if (PyErr_CheckSignals() < 0) // WARN api-call-without-gil "PyErr_CheckSignals() is called without the GIL"
            rc = -1;
    }
    PyThreadState_Swap(own);
    return PyErr_Occurred() ? NULL : PyLong_FromLong(rc);
}

PyMethodDef swapped_out_methods[] = {
    {"poll_device", poll_device, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
