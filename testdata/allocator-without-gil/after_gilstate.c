/* PyGILState_Release() comes too early. */
#include <Python.h>

PyObject *
saved_result(PyObject *callback, char *reason)
{
    PyThreadState *state = PyEval_SaveThread();
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *result = PyObject_CallNoArgs(callback);
    PyGILState_Release(gil);
    PyMem_Free(reason); // WARN allocator-without-gil "PyMem_Free"
    PyEval_RestoreThread(state);
    return result;
}
