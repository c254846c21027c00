/* The lock of the session is waited for without the GIL; a notice is built
   before the GIL is back. */
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

static PyObject *
run(PyObject *module, PyObject *arg)
{
    session *self = (session *)module;
    const char *sql = PyUnicode_AsUTF8(arg);
    if (sql == NULL)
        return NULL;
    PyObject *notice = NULL;
    Py_BEGIN_ALLOW_THREADS;
    pthread_mutex_lock(&self->lock);
    self->status = db_exec(self->link, sql);
    if (self->status == 0) {
        Py_BLOCK_THREADS;
        notice = PyUnicode_FromString("done");
        Py_UNBLOCK_THREADS;
    }
    else
        notice = PyUnicode_FromString("failed"); // WARN api-call-without-gil "PyUnicode_FromString() is called without the GIL"
    pthread_mutex_unlock(&self->lock);
    Py_END_ALLOW_THREADS;
    return notice;
}

PyMethodDef run_methods[] = {
    {"run", run, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
