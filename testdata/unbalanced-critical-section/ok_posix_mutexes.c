/* A lock that is tried first, one whose failure is asked for, and two of two
   objects that are perhaps one. */
#include <Python.h>
#include <pthread.h>

typedef struct {
    PyObject_HEAD
    pthread_mutex_t mutex;
    long value;
} Box;

extern PyTypeObject Box_Type;

static PyObject *
box_inc(Box *self, PyObject *Py_UNUSED(ignored))
{
    if (pthread_mutex_trylock(&self->mutex) != 0) {
        Py_BEGIN_ALLOW_THREADS
        pthread_mutex_lock(&self->mutex);
        Py_END_ALLOW_THREADS
    }
    self->value++;
    pthread_mutex_unlock(&self->mutex);
    Py_RETURN_NONE;
}

static PyObject *
box_dec(Box *self, PyObject *Py_UNUSED(ignored))
{
    int status = pthread_mutex_lock(&self->mutex);
    if (status != 0) {
        errno = status;
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    self->value--;
    pthread_mutex_unlock(&self->mutex);
    Py_RETURN_NONE;
}

static PyObject *
box_add(Box *self, PyObject *args)
{
    Box *other;
    if (!PyArg_ParseTuple(args, "O!", &Box_Type, &other))
        return NULL;
    pthread_mutex_lock(&self->mutex);
    if (other != self)
        pthread_mutex_lock(&other->mutex);
    self->value += other->value;
    if (other != self)
        pthread_mutex_unlock(&other->mutex);
    pthread_mutex_unlock(&self->mutex);
    Py_RETURN_NONE;
}

PyMethodDef box_methods[] = {
    {"inc", (PyCFunction)box_inc, METH_NOARGS, NULL},
    {"dec", (PyCFunction)box_dec, METH_NOARGS, NULL},
    {"add", (PyCFunction)box_add, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
