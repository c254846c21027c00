/* Every caller gives one of the levels that the helper knows. */
#include <Python.h>

enum { INFO, WARNING, ERROR };

static PyObject *logger;

static void
report(int level, const char *text)
{
    PyObject *done;
    switch (level) {
    case INFO:
        done = PyObject_CallMethod(logger, "info", "s", text);
        break;
    case WARNING:
        done = PyObject_CallMethod(logger, "warning", "s", text);
        break;
    case ERROR:
        done = PyObject_CallMethod(logger, "error", "s", text);
        break;
    default:
        break;
    }
    Py_XDECREF(done);
    PyErr_Clear();
}

void
report_start(void)
{
    report(INFO, "start");
}

void
report_end(int failed)
{
    if (failed)
        report(ERROR, "failed");
    else
        report(INFO, "end");
}
