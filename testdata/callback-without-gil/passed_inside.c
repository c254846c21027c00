/* A function of the program calls what it was given while the GIL is released,
 * or passes it on to one that does; or to what starts a thread.
 */
#include <Python.h>
#include <pthread.h>

typedef int (*visitor)(const char *name, void *arg);

struct entry {
    const char *name;
    struct entry *next;
};

static int
walk(const struct entry *e, visitor visit, void *arg)
{
    for (; e != NULL; e = e->next)
        if (visit(e->name, arg) != 0)
            return -1;
    return 0;
}

static int
walk_all(const struct entry *const *lists, visitor visit, void *arg)
{
    int r = 0;
    while (*lists != NULL && r == 0)
        r = walk(*lists++, visit, arg);
    return r;
}

static int
collect(const char *name, void *arg)
{
    PyObject *s = PyUnicode_FromString(name); // WARN callback-without-gil "walk"
    if (s == NULL)
        return -1;
    int r = PyList_Append(arg, s); // WARN callback-without-gil
    Py_DECREF(s); // WARN callback-without-gil
    return r;
}

static int
count(const char *Py_UNUSED(name), void *arg)
{
    ++*(Py_ssize_t *)arg;
    return PyErr_CheckSignals(); // WARN callback-without-gil "walk_all"
}

static int
ok_collect(const char *name, void *arg)
{
    PyObject *s = PyUnicode_FromString(name);
    if (s == NULL)
        return -1;
    int r = PyList_Append(arg, s);
    Py_DECREF(s);
    return r;
}

static int
ok_count(const char *Py_UNUSED(name), void *arg)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    int r = PyErr_CheckSignals();
    ++*(Py_ssize_t *)arg;
    PyGILState_Release(gil);
    return r;
}

PyObject *
names_of(const struct entry *e)
{
    PyObject *list = PyList_New(0);
    int r;
    if (list == NULL)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    r = walk(e, collect, list);
    Py_END_ALLOW_THREADS
    if (r < 0)
        Py_CLEAR(list);
    return list;
}

PyObject *
ok_names_of(const struct entry *e)
{
    PyObject *list = PyList_New(0);
    if (list != NULL && walk(e, ok_collect, list) < 0)
        Py_CLEAR(list);
    return list;
}

PyObject *
how_many(const struct entry *const *lists)
{
    Py_ssize_t n = 0, m = 0;
    int r;
    Py_BEGIN_ALLOW_THREADS
    r = walk_all(lists, count, &n);
    if (r == 0)
        r = walk_all(lists, ok_count, &m);
    Py_END_ALLOW_THREADS
    return r < 0 ? NULL : PyLong_FromSsize_t(n + m);
}

static void *
run(void *arg)
{
    PyObject *r = PyObject_CallNoArgs(arg); // WARN callback-without-gil "pthread_create"
    Py_XDECREF(r); // WARN callback-without-gil
    return NULL;
}

static void *
ok_run(void *arg)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *r = PyObject_CallNoArgs(arg);
    if (r == NULL)
        PyErr_WriteUnraisable(arg);
    Py_XDECREF(r);
    PyGILState_Release(gil);
    return NULL;
}

static int
start(void *(*body)(void *), PyObject *callable)
{
    pthread_t thread;
    Py_INCREF(callable);
    if (pthread_create(&thread, NULL, body, callable) == 0)
        return 0;
    Py_DECREF(callable);
    PyErr_SetString(PyExc_RuntimeError, "no thread");
    return -1;
}

PyObject *
start_both(PyObject *module, PyObject *callable)
{
    if (start(run, callable) < 0 || start(ok_run, callable) < 0)
        return NULL;
    Py_RETURN_NONE;
}
