/* What a global of the program holds is counted once more, so that it stays
 * for ever; a local holds nothing, and loses it. */
#include <Python.h>

static struct {
    PyObject *loop;
    PyObject *hook;
} engine;

static PyMethodDef hook_def = {"hook", NULL, METH_VARARGS, NULL};

int
engine_run(void)
{
    engine.hook = PyCFunction_New(&hook_def, NULL);
    if (engine.hook == NULL)
        return -1;
    Py_INCREF(engine.hook);
    PyObject *done = PyObject_CallMethod(engine.loop, "run", "O", engine.hook);
    if (done == NULL)
        return -1; // DOUBT leaked-reference
    Py_DECREF(done);
    return 0; // DOUBT leaked-reference
}

int
engine_once(void)
{
    PyObject *hook = PyCFunction_New(&hook_def, NULL);
    if (hook == NULL)
        return -1;
    Py_INCREF(hook);
    PyObject *done = PyObject_CallMethod(engine.loop, "once", "O", hook);
    Py_DECREF(hook);
    if (done == NULL)
        return -1; // WARN leaked-reference "'hook'"
    Py_DECREF(done);
    return 0; // WARN leaked-reference "'hook'"
}
