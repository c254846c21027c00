/* A helper gives one of four modes, and each has a branch. */
#include <Python.h>
#include <stdlib.h>

enum mode { UNSET, AUTO, FORCE, NONE };

static enum mode
wanted(void)
{
    const char *text = getenv("DEMO_MODE");
    if (text == NULL)
        return UNSET;
    if (strcmp(text, "auto") == 0)
        return AUTO;
    if (strcmp(text, "force") == 0)
        return FORCE;
    if (strcmp(text, "none") == 0)
        return NONE;
    return UNSET;
}

int
add_mode(PyObject *module, int fast)
{
    PyObject *hardware;
    enum mode mode = wanted();
    if (mode == FORCE) {
        hardware = Py_False;
    }
    else if (fast) {
        hardware = Py_True;
    }
    else if (mode == UNSET || mode == AUTO) {
        hardware = Py_False;
    }
    else if (mode == NONE) {
        if (PyErr_WarnEx(PyExc_RuntimeWarning, "slow", 1) < 0)
            return -1;
        hardware = Py_False;
    }
    Py_INCREF(hardware);
    if (PyModule_AddObject(module, "hardware", hardware) < 0) {
        Py_DECREF(hardware);
        return -1;
    }
    return 0;
}
