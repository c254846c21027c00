/* An address that is printed is ASCII; a name that came over the net need not
 * be.
 */
#include <Python.h>

struct host {
    unsigned char address[16];
    const char *name;
};
extern void net_ntop(const unsigned char *address, char *text, int n);

PyObject *
tell_address(PyObject *self, PyObject *callback)
{
    struct host *h = PyCapsule_GetPointer(self, "host");
    char text[46];
    if (h == NULL)
        return NULL;
    net_ntop(h->address, text, sizeof text);
    PyObject *args = PyTuple_New(1), *r;
    if (args == NULL)
        return NULL;
    PyTuple_SET_ITEM(args, 0, Py_BuildValue("s", text));
    r = PyObject_CallObject(callback, args); // RARE call-with-pending-exception
    Py_DECREF(args);
    return r;
}

PyObject *
tell_name(PyObject *self, PyObject *callback)
{
    struct host *h = PyCapsule_GetPointer(self, "host");
    if (h == NULL)
        return NULL;
    PyObject *args = PyTuple_New(1), *r;
    if (args == NULL)
        return NULL;
    PyTuple_SET_ITEM(args, 0, Py_BuildValue("s", h->name));
    r = PyObject_CallObject(callback, args); // WARN call-with-pending-exception "while an exception is set"
    Py_DECREF(args);
    return r;
}

PyMethodDef methods[] = {{"address", tell_address, METH_O, NULL},
                         {"name", tell_name, METH_O, NULL},
                         {NULL, NULL, 0, NULL}};
