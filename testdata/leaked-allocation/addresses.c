/* The list of addresses stays when the first is of the wrong family. */
#include <Python.h>
#include <netdb.h>
#include <sys/socket.h>
#include <sys/types.h>

static PyObject *
first_port(PyObject *module, PyObject *arg)
{
    struct addrinfo *found;
    const char *host = PyUnicode_AsUTF8(arg);
    if (host == NULL)
        return NULL;
    if (getaddrinfo(host, "http", NULL, &found) != 0) {
        PyErr_SetString(PyExc_OSError, "unknown host");
        return NULL;
    }
    if (found->ai_family != AF_INET) {
        PyErr_SetString(PyExc_OSError, "no such family");
        return NULL; // WARN leaked-allocation "'found'"
    }
    freeaddrinfo(found);
    Py_RETURN_NONE;
}

PyMethodDef port_methods[] = {
    {"first_port", first_port, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
