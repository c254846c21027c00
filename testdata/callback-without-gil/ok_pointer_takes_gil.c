/* Which function takes the GIL is decided when threads are switched on. */
#include <Python.h>
#include <pthread.h>

static struct setup {
    void (*enter)(void);
    pthread_key_t key;
} setup;

static void
enter_nothing(void)
{
}

static void
enter_python(void)
{
    PyEval_RestoreThread(pthread_getspecific(setup.key));
}

void
setup_threads(int on)
{
    setup.enter = enter_nothing;
    if (on)
        setup.enter = enter_python;
}

static PyObject *
thread_name(void)
{
    setup.enter();
    return PyImport_ImportModule("threading");
}

static void *
watch(void *arg)
{
    (void)arg;
    PyObject *threading = thread_name();
    if (threading == NULL)
        PyErr_Clear();
    Py_XDECREF(threading);
    return NULL;
}

int
watch_start(void)
{
    pthread_t t;
    return pthread_create(&t, NULL, watch, NULL);
}
