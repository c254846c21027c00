/* What surrounds a call: a signal that is pending, a thread without frames,
 * tables that are full, files that cannot be opened. */
#include "experiment.h"

#include <pthread.h>
#include <string.h>
#include <sys/resource.h>

#define MANY_CALLS 1200

/* ---- before and after one call ----------------------------------------- */

static void
raise_signal(struct experiment *x, const struct thunk *thunk)
{
    (void)x;
    (void)thunk;
    PyErr_SetInterrupt();
}

static int
refuse_call(void *unused)
{
    (void)unused;
    PyErr_SetString(PyExc_ZeroDivisionError, "asked");
    return -1;
}

static void
add_pending_call(struct experiment *x, const struct thunk *thunk)
{
    (void)x;
    (void)thunk;
    Py_AddPendingCall(refuse_call, NULL);
}

/* Somebody is handling an exception. */
static void
handle_exception(struct experiment *x, const struct thunk *thunk)
{
    (void)thunk;
    PyObject *value = x->to_raise;
    if (value == NULL)
        return;
    PyObject *type = (PyObject *)Py_TYPE(value);
    x->to_raise = NULL;
    Py_INCREF(type);
    PyErr_SetExcInfo(type, value, PyException_GetTraceback(value));
}

/* Whatever there is room for is used up by calling it again and again. */
static void
use_up(struct experiment *x, const struct thunk *thunk)
{
    for (int i = 0; i < MANY_CALLS; i++) {
        thunk->call(x->words, &x->result);
        PyErr_Clear();
    }
}

static void
recurse(struct experiment *x, const struct thunk *thunk)
{
    (void)thunk;
    while (x->depth < 100000 && Py_EnterRecursiveCall("") == 0)
        x->depth++;
    PyErr_Clear();
}

static void
return_from_all(struct experiment *x)
{
    for (; x->depth > 0; x->depth--)
        Py_LeaveRecursiveCall();
}

static void
limit(struct experiment *x, int resource, rlim_t most)
{
    struct rlimit now;
    x->limited = resource;
    getrlimit(resource, &x->limit);
    now = x->limit;
    now.rlim_cur = most;
    setrlimit(resource, &now);
}

static void
forbid_files(struct experiment *x, const struct thunk *thunk)
{
    (void)thunk;
    limit(x, RLIMIT_NOFILE, 0);
}

static void
forbid_memory(struct experiment *x, const struct thunk *thunk)
{
    (void)thunk;
    limit(x, RLIMIT_AS, 4096);
}

static void
allow_again(struct experiment *x)
{
    setrlimit(x->limited, &x->limit);
}

static void
set_up_tracing(struct experiment *x, const struct thunk *thunk)
{
    (void)x;
    (void)thunk;
    if (PyRun_SimpleString("import tracemalloc; tracemalloc.start()") != 0)
        PyErr_Clear();
}

static void
stop_tracing(struct experiment *x)
{
    (void)x;
    if (PyRun_SimpleString("import tracemalloc; tracemalloc.stop()") != 0)
        PyErr_Clear();
}

/* ---- thread states ------------------------------------------------------ */

/* What is released must have been acquired. */
static void
ensure_state(struct experiment *x, const struct thunk *thunk)
{
    (void)thunk;
    x->words[0].i = PyGILState_Ensure();
}

static void
swap_back(struct experiment *x)
{
    PyThreadState_Swap(x->mine);
}

static void
fork_before(struct experiment *x, const struct thunk *thunk)
{
    (void)x;
    (void)thunk;
    PyOS_BeforeFork();
}

static void
fork_after(struct experiment *x)
{
    (void)x;
    PyOS_AfterFork_Parent();
}

static void
handle_signals(struct experiment *x)
{
    (void)x;
    if (PyErr_CheckSignals() < 0)
        PyErr_Clear();
}

static void
clear_state(struct experiment *x, const struct thunk *thunk)
{
    (void)thunk;
    PyThreadState_Clear(x->words[0].p);
}

const struct preparation *
preparation_find(const char *name)
{
    static const struct preparation all[] = {
        {"signal", raise_signal, NULL, false, false},
        {"pending call", add_pending_call, NULL, false, false},
        {"handled", handle_exception, NULL, false, false},
        {"used up", use_up, NULL, false, false},
        {"recursion", recurse, return_from_all, false, true},
        {"no files", forbid_files, allow_again, false, true},
        {"no memory", forbid_memory, allow_again, false, true},
        {"tracing", set_up_tracing, stop_tracing, false, false},
        {"ensured", ensure_state, NULL, false, false},
        {"swapped", NULL, swap_back, false, true},
        {"forking", fork_before, NULL, false, false},
        {"forked", NULL, fork_after, false, false},
        {"cleared", clear_state, NULL, false, false},
        {"interrupted", NULL, handle_signals, false, false},
        {"new thread", NULL, NULL, true, false},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].name, name) == 0)
            return &all[i];
    return NULL;
}

/* ---- on a thread of its own -------------------------------------------- */

struct errand {
    void (*run)(struct experiment *x, const struct thunk *thunk);
    struct experiment *x;
    const struct thunk *thunk;
};

static void *
errand_main(void *data)
{
    struct errand *e = data;
    PyGILState_STATE state = PyGILState_Ensure();
    e->run(e->x, e->thunk);
    PyGILState_Release(state);
    return NULL;
}

bool
run_elsewhere(void (*run)(struct experiment *x, const struct thunk *thunk),
              struct experiment *x, const struct thunk *thunk)
{
    struct errand errand = {run, x, thunk};
    pthread_t thread;
    PyThreadState *mine = PyEval_SaveThread();
    bool good = pthread_create(&thread, NULL, errand_main, &errand) == 0;
    if (good)
        pthread_join(thread, NULL);
    PyEval_RestoreThread(mine);
    return good;
}

/* ---- free lists -------------------------------------------------------- */

#define MOST_KEPT 4000

/* Makes objects until they have to be allocated. */
static void
drain(PyObject *kept, PyObject *(*make)(Py_ssize_t), Py_ssize_t n)
{
    for (int i = 0, allocated = 0; i < MOST_KEPT && allocated < 3; i++) {
        unsigned before = heap_serial();
        PyObject *o = make(n);
        allocated = heap_serial() == before ? 0 : allocated + 1;
        if (o == NULL || PyList_Append(kept, o) < 0)
            PyErr_Clear();
        Py_XDECREF(o);
    }
}

static PyObject *
make_dict(Py_ssize_t n)
{
    PyObject *dict = PyDict_New();
    if (dict != NULL && n > 0 && PyDict_SetItem(dict, Py_None, Py_None) < 0)
        Py_CLEAR(dict);
    return dict;
}

static PyObject *
make_float(Py_ssize_t n)
{
    return PyFloat_FromDouble((double)n + 0.5);
}

static PyObject *
make_slice(Py_ssize_t n)
{
    (void)n;
    return PySlice_New(NULL, NULL, NULL);
}

static PyObject *
make_context(Py_ssize_t n)
{
    (void)n;
    return PyContext_New();
}

static PyObject *
make_method(Py_ssize_t n)
{
    (void)n;
    return PyMethod_New(PyEval_GetBuiltins(), Py_None);
}

PyObject *
freelists_drain(void)
{
    PyObject *kept = PyList_New(0);
    if (kept == NULL)
        return NULL;
    for (Py_ssize_t n = 1; n <= 20; n++)
        drain(kept, PyTuple_New, n);
    drain(kept, PyList_New, 0);
    drain(kept, make_dict, 0);
    drain(kept, make_dict, 1);
    drain(kept, make_float, 0);
    drain(kept, make_slice, 0);
    drain(kept, make_context, 0);
    drain(kept, make_method, 0);
    return kept;
}
