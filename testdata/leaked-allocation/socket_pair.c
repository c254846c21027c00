/* The thread that serves one end does not start. */
#include <Python.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

extern void *serve(void *end);
static int served;

PyObject *
start(PyObject *module, PyObject *ignored)
{
    int s[2];
    pthread_t thread;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, s) != 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    if (pthread_create(&thread, NULL, serve, &served) != 0) {
        PyErr_SetString(PyExc_RuntimeError, "no thread");
        close(s[1]);
        return NULL; // WARN leaked-allocation "file descriptor 's[0]' from socketpair()"
    }
    return Py_BuildValue("(ii)", s[0], s[1]);
}
