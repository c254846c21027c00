/* A failure before a loop goes to the label that hundreds of ways out of the
   loop lead to.  (There are so many that details are dropped, hence the
   doubt.) */
#include <Python.h>

#include <ifaddrs.h>
#include <net/if.h>
#include <sys/socket.h>

static PyObject *
shown(struct sockaddr *address, int family)
{
    if (address == NULL)
        Py_RETURN_NONE;
    if (family == AF_INET6)
        return PyUnicode_FromFormat("%p", address->sa_data);
    if (family == AF_INET)
        return PyBytes_FromStringAndSize(address->sa_data, 4);
    Py_RETURN_NONE;
}

static PyObject *
addresses(PyObject *self, PyObject *unused)
{
    struct ifaddrs *all, *at;
    PyObject *list = PyList_New(0);
    PyObject *row = NULL, *address = NULL, *mask = NULL, *wide = NULL,
             *peer = NULL;
    if (list == NULL)
        return NULL;
    if (getifaddrs(&all) == -1) {
        PyErr_SetFromErrno(PyExc_OSError);
        goto error;
    }
    for (at = all; at != NULL; at = at->ifa_next) {
        if (!at->ifa_addr)
            continue;
        int family = at->ifa_addr->sa_family;
        address = shown(at->ifa_addr, family);
        if (address == Py_None)
            continue;
        if (address == NULL)
            goto error;
        mask = shown(at->ifa_netmask, family);
        if (mask == NULL)
            goto error;
        if (at->ifa_flags & IFF_BROADCAST) {
            wide = shown(at->ifa_broadaddr, family);
            peer = Py_NewRef(Py_None);
        }
        else if (at->ifa_flags & IFF_POINTOPOINT) {
            peer = shown(at->ifa_dstaddr, family);
            wide = Py_NewRef(Py_None);
        }
        else {
            wide = Py_NewRef(Py_None);
            peer = Py_NewRef(Py_None);
        }
        if (wide == NULL || peer == NULL)
            goto error;
        row = Py_BuildValue("(siOOOO)", at->ifa_name, family, address, mask,
                            wide, peer);
        if (row == NULL)
            goto error;
        if (PyList_Append(list, row) < 0)
            goto error;
        Py_CLEAR(row);
        Py_CLEAR(address);
        Py_CLEAR(mask);
        Py_CLEAR(wide);
        Py_CLEAR(peer);
    }
    freeifaddrs(all);
    return list; // DOUBT result-with-exception
error:
    if (all != NULL)
        freeifaddrs(all); // WARN uninitialised-reference "'all' released although it never got a value when getifaddrs() fails"
    Py_DECREF(list);
    Py_XDECREF(row);
    Py_XDECREF(address);
    Py_XDECREF(mask);
    Py_XDECREF(wide);
    Py_XDECREF(peer);
    return NULL;
}

static PyMethodDef methods[] = {
    {"addresses", addresses, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
