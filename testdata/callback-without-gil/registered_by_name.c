/* No line speaks of the library, but the function that registers has a telling
   name, and its loop runs without the GIL. */
#include <Python.h>

extern void radio_set_callback(void (*call)(void *, int), void *data);
extern int radio_run(int seconds);

static void
on_packet(void *data, int n)
{
    PyObject *r = PyObject_CallFunction((PyObject *)data, "i", n); // WARN callback-without-gil "on_packet() was given to radio_set_callback()"
    if (r == NULL)
        PyErr_WriteUnraisable((PyObject *)data); // WARN callback-without-gil "radio_set_callback()"
    else
        Py_DECREF(r); // WARN callback-without-gil "radio_set_callback()"
}

static PyObject *
run(PyObject *module, PyObject *call)
{
    int rc;
    radio_set_callback(on_packet, call);
    Py_BEGIN_ALLOW_THREADS
    rc = radio_run(5);
    Py_END_ALLOW_THREADS
    return PyLong_FromLong(rc);
}

PyMethodDef radio_methods[] = {
    {"run", run, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
