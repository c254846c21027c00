/* Two small functions lock and unlock the pool; one way out calls only the
   first. */
#include <Python.h>
#include <pthread.h>

struct pool {
    pthread_mutex_t mutex;
    int used, size;
};

static struct pool pool;

static void
pool_enter(struct pool *p)
{
    Py_BEGIN_ALLOW_THREADS
    pthread_mutex_lock(&p->mutex);
    Py_END_ALLOW_THREADS
}

static void
pool_leave(struct pool *p)
{
    pthread_mutex_unlock(&p->mutex);
}

static PyObject *
take(PyObject *module, PyObject *Py_UNUSED(ignored))
{
    pool_enter(&pool);
    if (pool.used == pool.size) {
        PyErr_SetString(PyExc_RuntimeError, "nothing left");
        return NULL; // WARN unbalanced-critical-section "is not unlocked"
    }
    int got = pool.used++;
    pool_leave(&pool);
    return PyLong_FromLong(got);
}

static PyObject *
give(PyObject *module, PyObject *Py_UNUSED(ignored))
{
    pool_enter(&pool);
    if (pool.used == 0) {
        pool_leave(&pool);
        PyErr_SetString(PyExc_RuntimeError, "nothing taken");
        return NULL;
    }
    pool.used--;
    pool_leave(&pool);
    Py_RETURN_NONE;
}

PyMethodDef pool_methods[] = {
    {"take", take, METH_NOARGS, NULL},
    {"give", give, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
