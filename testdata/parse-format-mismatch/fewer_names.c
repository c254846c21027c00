/* Three units, two keywords. */
#include <Python.h>

PyObject *
fetch(PyObject *self, PyObject *args, PyObject *kw)
{
    static const char *const names[] = {"url", "timeout", NULL};
    const char *url;
    double timeout = 0;
    int retries = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kw, "s|di", (char **)names, &url, // WARN parse-format-mismatch "has 3 units, but the list of keywords has 2 names"
                                     &timeout, &retries))
        return NULL;
    return PyFloat_FromDouble(timeout * retries);
}
