/* It makes an interpreter and visits it by its thread state. */
#include <Python.h>

int
run_apart(const char *code)
{
    PyThreadState *own = PyThreadState_Get();
    PyThreadState *other = Py_NewInterpreter();
    if (other == NULL)
        return -1;
    int rc = PyRun_SimpleString(code);
    Py_EndInterpreter(other);
    PyThreadState_Swap(own);
    return rc;
}
