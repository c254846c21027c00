/* The helper leaves the interpreter unless it fails; a refusal by the server
 * comes after it has. */
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
    if (server_ask(fd) != 0)
        return NULL; // WARN unbalanced-thread-state "not taken back"
    PyEval_RestoreThread(saved);
    Py_RETURN_NONE;
}

PyMethodDef talk_methods[] = {
    {"ask", ask, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
