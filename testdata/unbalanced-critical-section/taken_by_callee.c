/* The function that counts takes the mutex, and is called with it. */
#include <Python.h>
#include <pthread.h>

typedef struct {
    PyObject_HEAD
    pthread_mutex_t mutex;
    Py_ssize_t rows, spare;
} Sheet;

static Py_ssize_t
sheet_count(Sheet *self)
{
    Py_ssize_t n;
    pthread_mutex_lock(&self->mutex);
    n = self->rows - self->spare;
    if (n < 0)
        n = 0;
    pthread_mutex_unlock(&self->mutex);
    return n;
}

static PyObject *
sheet_trim(Sheet *self, PyObject *Py_UNUSED(ignored))
{
    pthread_mutex_lock(&self->mutex);
    Py_ssize_t n = sheet_count(self); // WARN unbalanced-critical-section "is taken by sheet_count() while it is held"
    self->rows = n;
    self->spare = 0;
    pthread_mutex_unlock(&self->mutex);
    return PyLong_FromSsize_t(n);
}

static PyObject *
sheet_length(Sheet *self, PyObject *Py_UNUSED(ignored))
{
    return PyLong_FromSsize_t(sheet_count(self));
}

PyMethodDef sheet_methods[] = {
    {"trim", (PyCFunction)sheet_trim, METH_NOARGS, NULL},
    {"length", (PyCFunction)sheet_length, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
