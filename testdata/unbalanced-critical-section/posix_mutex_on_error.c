/* The pool is locked with the GIL released; an empty pool leaves it so. */
#include <Python.h>
#include <pthread.h>

static pthread_mutex_t pool_mutex = PTHREAD_MUTEX_INITIALIZER;
static void *pool[16];
static int pool_used;

static PyObject *
pool_take(PyObject *module, PyObject *Py_UNUSED(ignored))
{
    void *one;
    Py_BEGIN_ALLOW_THREADS
    pthread_mutex_lock(&pool_mutex);
    Py_END_ALLOW_THREADS
    if (pool_used == 0) {
        PyErr_SetString(PyExc_IndexError, "the pool is empty");
        return NULL; // WARN unbalanced-critical-section "the mutex 'pool_mutex' is not unlocked"
    }
    one = pool[--pool_used];
    pthread_mutex_unlock(&pool_mutex);
    return PyLong_FromVoidPtr(one);
}

PyMethodDef pool_methods[] = {
    {"take", pool_take, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
