/* Statistics are kept in a static variable, also where the GIL is released. */
#include <Python.h>

extern int send_all(int socket, const char *text, Py_ssize_t n);

static struct {
    unsigned long calls;
    unsigned long bytes;
} traffic;
static int works = -1;

static PyObject *
send_text(PyObject *module, PyObject *arg)
{
    Py_ssize_t n;
    int r;
    const char *text = PyUnicode_AsUTF8AndSize(arg, &n);
    if (text == NULL)
        return NULL;
    traffic.calls++;
    Py_BEGIN_ALLOW_THREADS // STEP detached-in-finalizer 1 "releases the GIL"
    r = send_all(1, text, n);
    traffic.bytes += (unsigned long)n; // WARN detached-in-finalizer "'traffic'"
    works = 1; // DOUBT detached-in-finalizer "'works'"
    Py_END_ALLOW_THREADS
    return PyLong_FromLong(r);
}

PyMethodDef traffic_methods[] = {
    {"send_text", send_text, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
