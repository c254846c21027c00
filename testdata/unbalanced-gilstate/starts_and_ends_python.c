/* Who starts Python, or ends it, takes the GIL to keep it. */
#include <Python.h>

static int embedded;
void log_text(const char *text);

int
server_init(void)
{
    if (Py_IsInitialized()) {
        PyGILState_Ensure(); // DOUBT unbalanced-gilstate
        goto ready;
    }
    Py_Initialize();
    embedded = 1;
ready:
    PyRun_SimpleString("import sys");
    return 0;
}

void
server_exit(void)
{
    if (!Py_IsInitialized())
        return;
    PyGILState_Ensure(); // DOUBT unbalanced-gilstate
    PyRun_SimpleString("import atexit");
    if (!embedded)
        return;
    Py_Finalize();
}

void
server_ping(void)
{
    if (!Py_IsInitialized())
        return;
    PyGILState_Ensure(); // WARN unbalanced-gilstate
    PyRun_SimpleString("import time");
    log_text("done");
}
