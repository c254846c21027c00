/* One experiment: take the arguments, call, look, take everything apart. */
#include "experiment.h"

#include <assert.h>
#include <string.h>

/* What earlier calls returned: a second call that returns the same object
 * did not make it. */
#define MOST_KNOWN 64
static PyObject *known[MOST_KNOWN];
static size_t n_known;

static void
remember(PyObject *o)
{
    for (size_t i = 0; i < n_known; i++)
        if (known[i] == o)
            return;
    if (n_known < MOST_KNOWN) {
        Py_INCREF(o);
        known[n_known++] = o;
    }
}

/* ---- before ------------------------------------------------------------ */

static void
watch_owned(struct experiment *x, PyObject *o, bool pin)
{
    struct entry *e = o == NULL ? NULL : ledger_add(&x->ledger, o, pin);
    if (e != NULL) {
        e->owned++;
        e->whole = true;
    }
}

static void
watch_args(struct experiment *x)
{
    for (size_t i = 0; i < x->n; i++) {
        struct arg *a = &x->args[i];
        watch_owned(x, a->object, !x->unique || i > 0);
        if (a->exporter != NULL)
            watch_owned(x, a->exporter, true);
        for (size_t k = 0; k < a->n_items; k++)
            watch_owned(x, a->items[k], true);
    }
    if (x->loose)
        return;
    for (size_t i = 0; i < x->n_watched; i++)
        ledger_add(&x->ledger, x->watched[i], true);
    ledger_close(&x->ledger, 0);
    for (size_t i = 0; i < n_known; i++) {
        struct entry *e = ledger_add(&x->ledger, known[i], false);
        if (e != NULL)
            e->lasting = true;
    }
}

/* ---- the call ---------------------------------------------------------- */

static unsigned python_calls;

static int
count_call(PyObject *self, PyFrameObject *frame, int what, PyObject *arg)
{
    (void)self;
    (void)frame;
    (void)arg;
    if (what == PyTrace_CALL)
        python_calls++;
    return 0;
}

static PyThreadState *
current_thread(void)
{
#if PY_VERSION_HEX >= 0x030D0000
    return PyThreadState_GetUnchecked();
#else
    return _PyThreadState_UncheckedGet();
#endif
}

bool
thread_is_attached(void)
{
    return current_thread() != NULL;
}

/* Whatever thread state the call has left. */
static void
attach_again(struct experiment *x)
{
    PyThreadState *now = current_thread();
    if (now != x->mine) {
        if (now != NULL)
            PyEval_SaveThread();
        PyEval_RestoreThread(x->mine);
    }
    if (x->prepared != NULL && x->prepared->after != NULL &&
        !x->prepared->early)
        x->prepared->after(x);
}

static void
call_armed(struct experiment *x, const struct thunk *thunk)
{
    const struct preparation *p = x->prepared;
    if (p != NULL && p->before != NULL)
        p->before(x, thunk);
    python_calls = 0;
    heap_arm(x->nth);
    thunk->call(x->words, &x->result);
    x->allocations = heap_disarm();
    x->calls = python_calls;
    x->alloc_failed = heap_has_failed();
    x->ungated = heap_was_ungated();
    x->attached = thread_is_attached();
    if (p != NULL && p->after != NULL && p->early)
        p->after(x);
}

static void
call_attached(struct experiment *x, const struct thunk *thunk)
{
    x->mine = current_thread();
    call_armed(x, thunk);
    attach_again(x);
}

static void
call_detached(struct experiment *x, const struct thunk *thunk)
{
    x->mine = PyEval_SaveThread();
    call_armed(x, thunk);
    attach_again(x);
}

/* Nobody else keeps the exception: what replaces it destroys it. */
static void
raise_before(struct experiment *x)
{
    assert(x->to_raise != NULL);
    PyObject *value = x->to_raise, *type = (PyObject *)Py_TYPE(value);
    x->to_raise = NULL;
    Py_INCREF(type);
    PyErr_Restore(type, value, NULL);
}

static void
call_watched(struct experiment *x, const struct thunk *thunk)
{
    PyObject *type, *value, *trace;
    x->serial = heap_serial();
    traces_before(x);
    PyEval_SetProfile(count_call, NULL);
    if (x->pending)
        raise_before(x);
    if (x->detached)
        call_detached(x, thunk);
    else
        call_attached(x, thunk);
    PyErr_Fetch(&type, &value, &trace);
    PyEval_SetProfile(NULL, NULL);
    PyErr_SetExcInfo(NULL, NULL, NULL);
    ledger_after(&x->ledger);
    traces_after(x);
    PyErr_NormalizeException(&type, &value, &trace);
    Py_XDECREF(trace);
    x->exception = exception_report(type, value);
}

/* ---- after ------------------------------------------------------------- */

/* The objects that the call gave: the result, cells, views. */
static void
find_results(struct experiment *x)
{
    PyObject **out = x->results;
    size_t n = 0;
    x->kind = "";
    if (x->object && x->result.p != NULL) {
        out[n++] = x->result.p;
        x->kind = type_word(x->result.p);
        x->exact = type_is_itself(x->result.p);
    }
    if (x->text && x->result.p != NULL)
        x->kind = text_word(x->result.p);
    for (size_t i = 0; i < x->n; i++) {
        struct arg *a = &x->args[i];
        if (a->kind == ARG_CELL && a->cell != NULL &&
            a->cell != Py_NotImplemented)
            out[n++] = a->cell;
        if (a->kind == ARG_VIEW && a->exporter == NULL && a->view.obj != NULL)
            out[n++] = a->viewed = a->view.obj;
    }
    x->n_results = n;
}

static void
watch_results(struct experiment *x)
{
    for (size_t i = 0; i < x->n_results; i++) {
        struct entry *e = ledger_add(&x->ledger, x->results[i], true);
        if (e == NULL)
            continue;
        e->result = true;
        e->whole = e->whole || !e->before;
        if (!e->before)
            e->kept = ledger_references(e);
        e->opaque = x->opaque && !e->before;
    }
    ledger_close(&x->ledger, 0);
    for (size_t i = 0; i < x->n_results; i++) {
        struct entry *e = ledger_find(&x->ledger, x->results[i]);
        if (e != NULL && e->before)
            e->given = ledger_surplus(&x->ledger, e) - e->owned;
    }
}

static void
drop_object(struct experiment *x, PyObject *o)
{
    struct entry *e = o == NULL ? NULL : ledger_find(&x->ledger, o);
    if (e != NULL)
        ledger_drop(e);
}

/* A borrowed result ends with what lends it. */
static void
note_end_of_result(struct experiment *x, size_t arg)
{
    if (!x->object || x->result.p == NULL || x->freed_by >= 0)
        return;
    struct entry *e = ledger_find(&x->ledger, x->result.p);
    if (e != NULL && e->pinned && ledger_references(e) <= 0)
        x->freed_by = (int)arg;
}

static void
drop_arg(struct experiment *x, size_t i)
{
    struct arg *a = &x->args[i];
    drop_object(x, a->object);
    if (a->exporter != NULL && a->view.obj != NULL)
        PyBuffer_Release(&a->view);
    drop_object(x, a->exporter);
    for (size_t k = 0; k < a->n_items; k++)
        drop_object(x, a->items[k]);
    ledger_settle(&x->ledger);
    note_end_of_result(x, i);
    bool was_live = x->inner.domain != DOMAIN_NONE && x->freed_by < 0;
    if (was_live &&
        heap_serial_of((void *)x->inner.address) != x->inner.serial)
        x->freed_by = (int)i;
}

/* Gives back what the call gave, as its caller would. */
static void
drop_results(struct experiment *x)
{
    for (size_t i = 0; i < x->n_results; i++) {
        struct entry *e = ledger_find(&x->ledger, x->results[i]);
        if (e == NULL)
            continue;
        if (!e->before)
            e->given = ledger_surplus(&x->ledger, e);
        if (e->opaque)
            drop_object(x, (PyObject *)Py_TYPE(e->object));
    }
    for (size_t i = 0; i < x->n; i++) {
        struct arg *a = &x->args[i];
        if (a->kind == ARG_VIEW && a->view.obj != NULL)
            PyBuffer_Release(&a->view);
    }
    for (size_t i = 0; i < x->n_results; i++) {
        struct entry *e = ledger_find(&x->ledger, x->results[i]);
        if (e != NULL && e->given >= 1 && !e->lasting && e->pinned &&
            !e->opaque) {
            e->object->ob_refcnt = e->object->ob_refcnt - 1;
            e->result = false;
        }
    }
    ledger_settle(&x->ledger);
}

static void
take_apart(struct experiment *x)
{
    watch_results(x);
    PyType_ClearCache();
    if (x->early)
        drop_results(x);
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(x->order); i++) {
        size_t arg = PyLong_AsSize_t(PyTuple_GET_ITEM(x->order, i));
        if (arg < x->n)
            drop_arg(x, arg);
    }
    if (!x->early)
        drop_results(x);
    for (size_t i = 0; i < x->ledger.n; i++) {
        struct entry *e = &x->ledger.entries[i];
        if (!e->dead)
            e->net = ledger_surplus(&x->ledger, e);
    }
}

static void
remember_results(struct experiment *x)
{
    for (size_t i = 0; i < x->n_results; i++)
        remember(x->results[i]);
}

/* The block that the result lies in, and whose it is. */
static void
find_inner(struct experiment *x)
{
    x->inner = heap_find(x->result.p);
    for (size_t i = 0; i < x->n && x->inner.serial != 0; i++) {
        const PyObject *o = x->args[i].object;
        if (o != NULL && heap_serial_of(o) == x->inner.serial)
            x->inside = (int)i;
    }
}

/* False with an exception set when what was seen cannot be told. */
static bool
run_taken(struct experiment *x, const struct thunk *thunk)
{
    x->freed_by = x->inside = -1;
    watch_args(x);
    PyType_ClearCache();
    ledger_before(&x->ledger);
    PyObject *kept = x->drained ? freelists_drain() : NULL;
    if (x->prepared == NULL || !x->prepared->elsewhere ||
        !run_elsewhere(call_watched, x, thunk))
        call_watched(x, thunk);
    Py_XDECREF(kept);
    if (x->exception == NULL) {
        assert(PyErr_Occurred() != NULL);
        return false;
    }
    find_results(x);
    if (x->rehearse) {
        remember_results(x);
        return true;
    }
    if (x->address)
        find_inner(x);
    if (!x->loose)
        take_apart(x);
    return true;
}

static bool
parse_run(struct experiment *x, PyObject *args, PyObject **factory,
          Py_ssize_t *index)
{
    const char *flags, *prepared;
    if (!PyArg_ParseTuple(args, "nOO!Iss", index, factory, &PyTuple_Type,
                          &x->order, &x->nth, &flags, &prepared))
        return false;
    x->prepared = preparation_find(prepared);
    if (x->prepared == NULL && *prepared != '\0') {
        PyErr_Format(PyExc_KeyError, "no preparation '%s'", prepared);
        return false;
    }
    x->object = strchr(flags, 'o') != NULL;
    x->address = strchr(flags, 'a') != NULL;
    x->text = strchr(flags, 't') != NULL;
    x->rehearse = strchr(flags, 'w') != NULL;
    x->pending = strchr(flags, 'p') != NULL;
    x->detached = strchr(flags, 'd') != NULL;
    x->unique = strchr(flags, 'u') != NULL;
    x->loose = strchr(flags, 'l') != NULL;
    x->opaque = strchr(flags, 'q') != NULL;
    x->drained = strchr(flags, 'e') != NULL;
    x->kept = strchr(flags, 'k') != NULL;
    x->early = strchr(flags, 'r') != NULL;
    return true;
}

/* run(index, factory, order, nth, flags, preparation) -> dict */
PyObject *
experiment_run(PyObject *module, PyObject *args)
{
    Py_ssize_t index;
    PyObject *factory, *out = NULL;
    struct experiment *x = PyMem_RawCalloc(1, sizeof *x);
    (void)module;
    if (x == NULL)
        return PyErr_NoMemory();
    if (parse_run(x, args, &factory, &index)) {
        PyObject *list = PyObject_CallObject(factory, NULL);
        bool good = list != NULL && experiment_take(x, list);
        Py_XDECREF(list);
        if (good && run_taken(x, &audit_thunks[index]))
            out = experiment_report(x);
    }
    Py_XDECREF(x->exception);
    Py_XDECREF(x->to_raise);
    experiment_free(x);
    PyMem_RawFree(x);
    return out;
}
