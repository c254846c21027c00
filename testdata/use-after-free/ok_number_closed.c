/* Closing -1 does nothing, and 1 is a number as well as a descriptor. */
#include <Python.h>
#include <sys/socket.h>
#include <unistd.h>

int
listen_on(const int *families, int n)
{
    int sock = -1;

    for (int i = 0; i < n; i++) {
        sock = socket(families[i], SOCK_STREAM, 0);
        if (sock == -1)
            continue;
        break;
    }
    if (sock == -1) {
        close(sock);
        PyErr_SetString(PyExc_OSError, "no socket");
        return -1;
    }
    return sock;
}

int
be_silent(void)
{
    close(1);
    close(2);
    return 1;
}

int
close_each(PyObject *list)
{
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); i++) {
        int fd = (int)PyLong_AsLong(PyList_GET_ITEM(list, i));
        close(fd);
        if (fd == -1)
            return -1;
    }
    return 1;
}
