/* Once the interpreter has ended no thread state is there to make the result
   with. */
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
        PyErr_SetString(PyExc_RuntimeError, "no interpreter");
        return NULL;
    }
    int rc = PyRun_SimpleString(code);
    Py_EndInterpreter(other);
    PyObject *result = PyLong_FromLong(rc); // WARN api-call-without-gil "PyLong_FromLong() is called without the GIL"
    PyThreadState_Swap(own);
    return result;
}

PyMethodDef ended_interpreter_methods[] = {
    {"run_apart", run_apart, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
