/* The new thread has no thread state. */
#include <Python.h>
#include <pthread.h>

static void *
count_down(void *arg)
{
    PyObject *done = arg;
    PyObject *r = PyObject_CallObject(done, NULL); // WARN callback-without-gil "count_down() was given to pthread_create()"
    Py_XDECREF(r); // WARN callback-without-gil
    return NULL;
}

int
start(PyObject *done)
{
    pthread_t thread;
    Py_INCREF(done);
    return pthread_create(&thread, NULL, count_down, done);
}
