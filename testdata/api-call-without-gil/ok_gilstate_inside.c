/* A callback that takes the GIL itself may be called without it. */
#include <Python.h>
#include <unistd.h>

static void
report(int n)
{
    PyGILState_STATE state = PyGILState_Ensure();
    PySys_WriteStdout("%d\n", n);
    PyGILState_Release(state);
}

int
wait_all(int n)
{
    Py_BEGIN_ALLOW_THREADS
    for (int i = 0; i < n; i++) {
        sleep(1);
        report(i);
    }
    Py_END_ALLOW_THREADS
    return 0;
}
