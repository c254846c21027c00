/* A macro that was an address once is a call of the API now. */
#include <Python.h>

struct module_state {
    int filter;
};

#define GETSTATE(m) ((struct module_state *)PyModule_GetState(m))

extern void scale(const char *from, char *to, int n, int filter);

PyObject *
smooth(PyObject *self, const char *from, char *to, int n)
{
    Py_BEGIN_ALLOW_THREADS
    scale(from, to, n, GETSTATE(self)->filter); // WARN api-call-without-gil "PyModule_GetState()"
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}
