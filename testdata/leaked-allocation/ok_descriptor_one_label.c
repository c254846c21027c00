/* -1 until it is open; one label closes it. */
#include <Python.h>
#include <fcntl.h>
#include <unistd.h>

static PyObject *
copy_head(PyObject *module, PyObject *args)
{
    const char *from, *to;
    char head[512];
    int in = -1, out = -1;
    PyObject *result = NULL;
    if (!PyArg_ParseTuple(args, "ss:copy_head", &from, &to))
        return NULL;
    in = open(from, O_RDONLY);
    if (in < 0)
        goto failed;
    out = open(to, O_WRONLY | O_CREAT, 0600);
    if (out < 0)
        goto failed;
    ssize_t n = read(in, head, sizeof head);
    if (n < 0 || write(out, head, (size_t)n) != n)
        goto failed;
    result = PyLong_FromSsize_t(n);
    goto done;
failed:
    PyErr_SetFromErrno(PyExc_OSError);
done:
    if (in != -1)
        close(in);
    if (out != -1)
        close(out);
    return result;
}

PyMethodDef head_methods[] = {
    {"copy_head", copy_head, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
