/* What was perhaps pending when the function was entered is put back before
 * the call: most often that was nothing. */
#include <Python.h>

static PyObject *runner, *passed;

void
run_pending(void)
{
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    PyObject *run = PyObject_GetAttrString(runner, "run");
    if (run == NULL) {
        Py_XDECREF(type);
        Py_XDECREF(value);
        Py_XDECREF(trace);
        return;
    }
    PyErr_Restore(type, value, trace);
    PyObject *done;
    done = PyObject_CallObject(run, passed); // DOUBT call-with-pending-exception
    Py_DECREF(run);
    Py_XDECREF(done);
}
