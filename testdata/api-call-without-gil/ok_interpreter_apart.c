/* The own thread state is back before anything else is done. */
#include <Python.h>

static PyObject *
run_apart(PyObject *module, PyObject *arg)
{
    const char *code = PyUnicode_AsUTF8(arg);
    if (code == NULL)
        return NULL;
    PyThreadState *own = PyThreadState_Get();
    PyThreadState *other = Py_NewInterpreter();
    if (other == NULL) {
        PyThreadState_Swap(own);
        PyErr_SetString(PyExc_RuntimeError, "no interpreter");
        return NULL;
    }
    int rc = PyRun_SimpleString(code);
    Py_EndInterpreter(other);
    PyThreadState_Swap(own);
    return PyLong_FromLong(rc);
}

PyMethodDef ok_interpreter_apart_methods[] = {
    {"run_apart", run_apart, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
