/* When the helper succeeds, the thread state is gone; the warning comes too
 * early, two functions further down. */
#include <Python.h>

extern int lamp_switch(int lamp);

static int
leave(PyThreadState **saved, int lamp)
{
    if (lamp < 0) {
        PyErr_SetString(PyExc_ValueError, "no such lamp");
        return -1;
    }
    *saved = PyEval_SaveThread();
    return 0;
}

static void
complain(const char *text)
{
    PyErr_SetString(PyExc_RuntimeError, text);
}

static int
switch_lamp(int lamp)
{
    int rc = lamp_switch(lamp);
    if (rc < 0)
        complain("dark");
    return rc;
}

static PyObject *
lamp_on(PyObject *module, PyObject *arg)
{
    PyThreadState *saved;
    long lamp = PyLong_AsLong(arg);
    if (lamp == -1 && PyErr_Occurred())
        return NULL;
    if (leave(&saved, (int)lamp) < 0) // STEP api-call-without-gil 1 "leave() releases the GIL"
        return NULL;
    int rc = switch_lamp((int)lamp); // WARN api-call-without-gil "which calls complain(), which calls PyErr_SetString()"
    PyEval_RestoreThread(saved);
    return rc < 0 ? NULL : PyLong_FromLong(rc);
}

PyMethodDef lamp_methods[] = {
    {"on", lamp_on, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
