/* A callback that takes the GIL on its way, and has no use for it before but
   where something is wrong. */
#include <Python.h>

struct watcher {
    PyObject *callback;
};

void lib_watch(struct watcher *w, void (*run)(struct watcher *, int));

static void
watch_read(struct watcher *w, int events)
{
    if (events < 0)
        PyErr_Clear(); // WARN api-call-without-gil
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *result = PyObject_CallFunction(w->callback, "i", events);
    if (result == NULL)
        PyErr_WriteUnraisable(w->callback);
    Py_XDECREF(result);
    PyGILState_Release(state);
}

static void
ok_watch_right(struct watcher *w, int events)
{
    PyGILState_STATE state = PyGILState_Ensure();
    if (events < 0)
        PyErr_SetString(PyExc_OSError, "no");
    else {
        PyObject *result = PyObject_CallFunction(w->callback, "i", events);
        Py_XDECREF(result);
    }
    if (PyErr_Occurred())
        PyErr_WriteUnraisable(w->callback);
    PyGILState_Release(state);
}

/* Always used before: it comes with the GIL. */
static void
ok_watch_with(struct watcher *w, int events)
{
    PyObject *number = PyLong_FromLong(events);
    if (number == NULL) {
        PyErr_Clear();
        return;
    }
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *result = PyObject_CallOneArg(w->callback, number);
    if (result == NULL)
        PyErr_WriteUnraisable(w->callback);
    Py_XDECREF(result);
    PyGILState_Release(state);
    Py_DECREF(number);
}

/* On a way of its own, on which perhaps it has it. */
static void
ok_watch_apart(struct watcher *w, int events)
{
    if (events < 0) {
        PyErr_SetString(PyExc_OSError, "no");
        return;
    }
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *result = PyObject_CallFunction(w->callback, "i", events);
    if (result == NULL)
        PyErr_WriteUnraisable(w->callback);
    Py_XDECREF(result);
    PyGILState_Release(state);
}

/* Called by a function that has it. */
static void
ok_helper(struct watcher *w, int events)
{
    if (events < 0)
        PyErr_Clear();
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *result = PyObject_CallFunction(w->callback, "i", events);
    if (result == NULL)
        PyErr_WriteUnraisable(w->callback);
    Py_XDECREF(result);
    PyGILState_Release(state);
}

void
ok_caller(struct watcher *w)
{
    ok_helper(w, 1);
}

void
ok_begin(struct watcher *w)
{
    lib_watch(w, watch_read);
    lib_watch(w, ok_watch_right);
    lib_watch(w, ok_watch_with);
    lib_watch(w, ok_watch_apart);
}
