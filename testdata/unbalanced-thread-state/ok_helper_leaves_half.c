/* The helper leaves the interpreter unless it fails, and the caller heeds
 * that. */
#include <Python.h>

extern int server_ask(int fd);

static int
begin_talk(PyThreadState **saved, int fd)
{
    *saved = PyEval_SaveThread();
    if (fd < 0) {
        PyEval_RestoreThread(*saved);
        PyErr_SetString(PyExc_ValueError, "closed");
        return -1;
    }
    return 0;
}

static PyObject *
ask(PyObject *module, PyObject *arg)
{
    PyThreadState *saved;
    int fd = PyObject_AsFileDescriptor(arg);
    if (fd < 0)
        return NULL;
    if (begin_talk(&saved, fd) < 0)
        return NULL;
    int answer = server_ask(fd);
    PyEval_RestoreThread(saved);
    return PyLong_FromLong(answer);
}

PyMethodDef talk_methods[] = {
    {"ask", ask, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
