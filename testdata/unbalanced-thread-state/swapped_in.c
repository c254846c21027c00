/* An embedding program visits the interpreter of a script and stays there when
   the script's function raises. */
#include <Python.h>

struct script {
    PyThreadState *state;
    PyObject *on_key;
};

int
script_key(struct script *script, int key)
{
    PyThreadState *before = PyThreadState_Swap(script->state);
    PyObject *handled = PyObject_CallFunction(script->on_key, "i", key);
    if (handled == NULL) {
        PyErr_Print();
        return -1; // WARN unbalanced-thread-state "PyThreadState_Swap() is not put back"
    }
    int yes = PyObject_IsTrue(handled);
    Py_DECREF(handled);
    PyThreadState_Swap(before);
    return yes;
}
