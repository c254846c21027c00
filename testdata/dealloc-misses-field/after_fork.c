/* A session of another process is freed with its reference to the pool. */
#include <Python.h>
#include <unistd.h>

typedef struct {
    PyObject_HEAD
    pid_t pid;
    int open;
} Pool;

typedef struct {
    PyObject_HEAD
    Pool *pool;
    int *scratch;
} Session;

static PyTypeObject Session_Type;

static PyObject *
pool_session(Pool *pool, PyObject *Py_UNUSED(ignored))
{
    Session *s = PyObject_New(Session, &Session_Type);
    if (s == NULL)
        return NULL;
    Py_INCREF(pool);
    s->pool = pool;
    s->scratch = NULL;
    return (PyObject *)s;
}

static void
session_shut(Session *s)
{
    if (s->pool != NULL) {
        s->pool->open--;
        Py_CLEAR(s->pool);
    }
}

static void
session_dealloc(Session *s)
{
    PyMem_Free(s->scratch);
    if (s->pool && s->pool->pid == getpid())
        session_shut(s);
    PyObject_Free(s); // WARN dealloc-misses-field "its field 'pool'"
}

static PyTypeObject Session_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Session",
    .tp_basicsize = sizeof(Session),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)session_dealloc,
};

static PyMethodDef pool_methods[] = {
    {"session", (PyCFunction)pool_session, METH_NOARGS, NULL},
    {NULL},
};

static void
pool_dealloc(PyObject *self)
{
    PyObject_Free(self);
}

PyTypeObject Pool_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Pool",
    .tp_basicsize = sizeof(Pool),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = pool_dealloc,
    .tp_methods = pool_methods,
};
