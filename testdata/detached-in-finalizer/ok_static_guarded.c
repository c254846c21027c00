/* Static variables are written before the region, under a lock, or are of one
 * thread alone; the token itself may lie in one. */
#include <Python.h>

extern int compress_block(const char *text, Py_ssize_t n);

static PyThread_type_lock table_lock;
static int table[16];
static int last;
static __thread int errors;
static PyThreadState *saved;

static int
table_fill(int seed)
{
    for (int i = 0; i < 16; i++)
        table[i] = seed * i;
    return seed;
}

static PyObject *
compress(PyObject *module, PyObject *arg)
{
    Py_ssize_t n;
    int r;
    const char *text = PyUnicode_AsUTF8AndSize(arg, &n);
    if (text == NULL)
        return NULL;
    last = table_fill(3);
    Py_BEGIN_ALLOW_THREADS
    PyThread_acquire_lock(table_lock, WAIT_LOCK);
    table_fill(4);
    last = 4;
    PyThread_release_lock(table_lock);
    r = compress_block(text, n);
    if (r < 0)
        errors++;
    Py_END_ALLOW_THREADS
    last = r;
    return PyLong_FromLong(r);
}

static PyObject *
wait_for_all(PyObject *module, PyObject *unused)
{
    saved = PyEval_SaveThread();
    compress_block("", 0);
    PyEval_RestoreThread(saved);
    saved = NULL;
    Py_RETURN_NONE;
}

PyMethodDef compress_methods[] = {
    {"compress", compress, METH_O, NULL},
    {"wait_for_all", wait_for_all, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
