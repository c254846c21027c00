/* Each round takes the mutex, which the function has already. */
#include <Python.h>
#include <pthread.h>

typedef struct {
    PyObject_HEAD
    pthread_mutex_t guard;
    long total, parts[8];
} Meter;

static PyObject *
meter_sum(Meter *self, PyObject *Py_UNUSED(ignored))
{
    long sum = 0;
    pthread_mutex_lock(&self->guard);
    for (int i = 0; i < 8; i++) {
        pthread_mutex_lock(&self->guard); // WARN unbalanced-critical-section "the mutex 'self->guard' is taken while it is held"
        sum += self->parts[i];
        pthread_mutex_unlock(&self->guard);
    }
    self->total = sum;
    pthread_mutex_unlock(&self->guard);
    return PyLong_FromLong(sum);
}

PyMethodDef meter_methods[] = {
    {"sum", (PyCFunction)meter_sum, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
