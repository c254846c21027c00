/* A hook of an editor attaches the plugin's thread state, and keeps the GIL
   for ever when the plugin returns nonsense. */
#include <Python.h>

struct plugin {
    PyThreadState *state;
    PyObject *hook;
};

long
plugin_hook(struct plugin *plugin, long what)
{
    PyEval_AcquireThread(plugin->state);
    PyObject *answer = PyObject_CallFunction(plugin->hook, "l", what);
    if (answer == NULL) {
        PyErr_Print();
        PyEval_ReleaseThread(plugin->state);
        return -1;
    }
    long n = PyLong_AsLong(answer);
    Py_DECREF(answer);
    if (n == -1 && PyErr_Occurred()) {
        PyErr_Print();
        return -1; // WARN unbalanced-thread-state "the GIL is not given back"
    }
    PyEval_ReleaseThread(plugin->state);
    return n;
}
