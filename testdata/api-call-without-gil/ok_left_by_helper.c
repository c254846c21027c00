/* The exception is set where the helper says that it has failed: it has not
 * left then. */
#include <Python.h>

extern int lamp_switch(int lamp);

static int
leave(PyThreadState **saved, int lamp)
{
    if (lamp < 0)
        return -1;
    *saved = PyEval_SaveThread();
    return 0;
}

static PyObject *
lamp_on(PyObject *module, PyObject *arg)
{
    PyThreadState *saved;
    long lamp = PyLong_AsLong(arg);
    if (lamp == -1 && PyErr_Occurred())
        return NULL;
    if (leave(&saved, (int)lamp) < 0) {
        PyErr_SetString(PyExc_ValueError, "no such lamp");
        return NULL;
    }
    int rc = lamp_switch((int)lamp);
    PyEval_RestoreThread(saved);
    return PyLong_FromLong(rc);
}

PyMethodDef lamp_methods[] = {
    {"on", lamp_on, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
