// PYTHON >=3.13
/* Helpers for a mutex of the module, of an instance, and of another instance;
   one that only locks for its caller; one that is called without. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyMutex mutex;
    long value;
} Cell;

extern PyTypeObject Cell_Type;
static PyMutex table_mutex;
static long table_size;

static void
table_lock(void)
{
    PyMutex_Lock(&table_mutex);
}

static void
table_unlock(void)
{
    PyMutex_Unlock(&table_mutex);
}

static void
cell_lock(Cell *self)
{
    PyMutex_Lock(&self->mutex);
}

static void
cell_unlock(Cell *self)
{
    PyMutex_Unlock(&self->mutex);
}

static long
cell_read(Cell *self)
{
    cell_lock(self);
    long value = self->value;
    cell_unlock(self);
    return value;
}

static Cell *
cell_locked(PyObject *o)
{
    Cell *self = (Cell *)o;
    cell_lock(self);
    return self;
}

static PyObject *
cell_add(PyObject *o, PyObject *arg)
{
    if (!Py_IS_TYPE(arg, &Cell_Type)) {
        PyErr_SetString(PyExc_TypeError, "a cell is needed");
        return NULL;
    }
    long more = cell_read((Cell *)arg);
    Cell *self = cell_locked(o);
    self->value += more;
    cell_unlock(self);
    table_lock();
    if (table_size > 100) {
        table_unlock();
        PyErr_SetString(PyExc_RuntimeError, "full");
        return NULL;
    }
    table_size++;
    table_unlock();
    return PyLong_FromLong(cell_read(self));
}

PyMethodDef cell_methods[] = {
    {"add", cell_add, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
