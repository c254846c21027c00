/* The helper has taken the GIL to raise, and goes on with it. */
#include <Python.h>
#include <pthread.h>

typedef struct {
    PyObject_HEAD
    pthread_mutex_t lock;
    void *link;
    int status;
} session;

extern int db_exec(void *link, const char *sql);
extern int db_sync(void *link);

static int
exec_locked(session *self, const char *sql, PyThreadState **tstate)
{
    self->status = db_exec(self->link, sql);
    if (self->status == 0)
        return 0;
    PyEval_RestoreThread(*tstate);
    PyErr_Format(PyExc_RuntimeError, "status %d", self->status);
    if (db_sync(self->link) < 0)
        return -2; // WARN unbalanced-thread-state "the GIL is not given back"
    *tstate = PyEval_SaveThread();
    return -1;
}

static PyObject *
run(PyObject *module, PyObject *arg)
{
    session *self = (session *)module;
    const char *sql = PyUnicode_AsUTF8(arg);
    int rc;
    if (sql == NULL)
        return NULL;
    Py_BEGIN_ALLOW_THREADS;
    pthread_mutex_lock(&self->lock);
    rc = exec_locked(self, sql, &_save);
    pthread_mutex_unlock(&self->lock);
    Py_END_ALLOW_THREADS; // WARN unbalanced-thread-state "taken back where it is not released"
    if (rc < 0)
        return NULL;
    Py_RETURN_NONE;
}

PyMethodDef run_methods[] = {
    {"run", run, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
