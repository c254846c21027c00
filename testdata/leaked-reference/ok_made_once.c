/* The first error makes the handler and the exception, the next ones find
 * them: what the variables hold decides, two helpers down.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static void
make_report(PyObject **report, const char *encoding, Py_ssize_t at)
{
    if (*report == NULL) {
        *report = PyUnicodeDecodeError_Create(encoding, "", 0, at, at, "bad");
        return;
    }
    if (PyUnicodeDecodeError_SetStart(*report, at) < 0 ||
        PyUnicodeDecodeError_SetEnd(*report, at) < 0)
        Py_CLEAR(*report);
}

static int
ask_handler(const char *errors, PyObject **handler, const char *encoding,
            PyObject **report, Py_ssize_t *at)
{
    if (*handler == NULL) {
        *handler = PyCodec_LookupError(errors);
        if (*handler == NULL)
            return -1;
    }
    make_report(report, encoding, *at);
    if (*report == NULL)
        return -1;
    PyObject *answer = PyObject_CallFunctionObjArgs(*handler, *report, NULL);
    if (answer == NULL)
        return -1;
    Py_DECREF(answer);
    *at += 1;
    return 0;
}

static PyObject *
telegraph_decode(PyObject *self, PyObject *args)
{
    const char *text, *errors = NULL;
    Py_ssize_t n, i = 0;
    PyObject *handler = NULL, *report = NULL, *result = NULL;
    if (!PyArg_ParseTuple(args, "s#|s:decode", &text, &n, &errors))
        return NULL;
    while (i < n) {
        if (text[i] == '.' || text[i] == '-')
            i++;
        else if (ask_handler(errors, &handler, "morse", &report, &i) < 0)
            goto done;
    }
    result = PyLong_FromSsize_t(n);
done:
    Py_XDECREF(handler);
    Py_XDECREF(report);
    return result;
}

PyMethodDef methods[] = {
    {"decode", telegraph_decode, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
