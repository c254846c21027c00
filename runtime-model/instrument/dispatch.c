/* What happens at each call of the API and at each entry. */
#include "history.h"

intptr_t
hook_invoke(const struct hook *h, const intptr_t *a)
{
    typedef intptr_t (*six)(intptr_t, intptr_t, intptr_t, intptr_t, intptr_t,
                            intptr_t);
    return ((six)h->target)(a[0], a[1], a[2], a[3], a[4], a[5]);
}

/* ---- calls of the API --------------------------------------------------- */

/* Before 3.12 the current thread state is one for all threads, so that this
 * thread's own must be compared with it; that one is known only as long as
 * there is one interpreter. */
const char *
thread_stateless(void)
{
    const void *now = py._PyThreadState_UncheckedGet();
    if (now == NULL)
        return "none";
    const void *mine = py.PyGILState_GetThisThreadState();
    if (now == mine ||
        py.PyInterpreterState_Next(py.PyInterpreterState_Head()) != NULL)
        return NULL;
    return mine == NULL ? "none" : "other";
}

static void
thread_check(struct thread *t, struct site *s)
{
    if (s->thread_said || s->api->thread != API_NEEDS)
        return;
    const char *why = thread_stateless();
    t->attached = why == NULL;
    if (why == NULL)
        return;
    s->thread_said = true;
    log_record("thread", site_name(s), s->api->name, why, NULL);
}

function
api_enter(struct frame *f)
{
    const struct hook *h = hook_table[f->index];
    struct thread *t = thread_self();
    if (t->busy > 0 && death_watches())
        pending_check(site_of(f->ra, h->api));
    if (t->busy > 0)
        return h->target;
    if (h->api->hands)
        entries_of_call(h->api, f);
    if (x.active)
        return trial_enter(h, f, t);
    if (plan.replay && !plan.watch_thread)
        return h->target;
    struct site *s = site_of(f->ra, h->api);
    if (s != NULL && plan.watch_thread)
        thread_check(t, s);
    if (plan.replay)
        return h->target;
    if (s == NULL)
        record_foreign(f->ra, h->api);
    else
        record_visit(t, s);
    return h->target;
}

/* ---- entries ------------------------------------------------------------ */

const char *
exception_name(void)
{
    const struct type *t = (struct type *)py.PyErr_Occurred();
    if (t == NULL)
        return "-";
    const char *dot = strrchr(t->name, '.');
    return dot == NULL ? t->name : dot + 1;
}

bool
result_fails(const struct hook *h, intptr_t value)
{
    switch (h->entry->result) {
    case 'o':
        return value == 0;
    case 'i':
        return (int)value == -1;
    default:
        return value == -1;
    }
}

const char *
result_wrong(const struct hook *h, intptr_t value)
{
    bool set = py.PyErr_Occurred() != NULL, fails = result_fails(h, value);
    if (fails && !set && !h->entry->silent)
        return "null-without-exception";
    if (!fails && set)
        return "result-with-exception";
    return NULL;
}

static void
boundary_check(struct hook *h, intptr_t value)
{
    const char *what = result_wrong(h, value);
    if (what == NULL)
        return;
    unsigned bit = what[0] == 'n' ? 1 : 2;
    if ((h->reported & bit) != 0)
        return;
    h->reported |= bit;
    log_record("boundary", process_name, h->id, what, exception_name(), NULL);
}

static void
call_begins(struct thread *t, struct hook *h, const intptr_t *args)
{
    h->calls++;
    if (h->calls == 1 && !plan.replay)
        log_record("calls", process_name, h->id, "1", NULL);
    t->serial = thread_serial();
    t->trace = 0;
    t->first = NULL;
    t->hook = h;
    t->attached = true; /* Python calls */
    if (h->trials != NULL)
        experiment_here(h, args);
}

/* Python calls the extension while the extension calls Python. */
static intptr_t
entry_inside(const struct hook *h, const intptr_t *args)
{
    ledger_turn(SIDE_OTHER);
    intptr_t value = hook_invoke(h, args);
    ledger_turn(SIDE_EXTENSION);
    return value;
}

__attribute__((used)) intptr_t
refrt_entry(intptr_t a, intptr_t b, intptr_t c, intptr_t d, intptr_t e,
            intptr_t f, uint64_t index)
{
    struct hook *h = hook_table[index];
    struct thread *t = thread_self();
    const intptr_t args[] = {a, b, c, d, e, f};
    if (x.active && x.counting && t->busy == 0)
        return entry_inside(h, args);
    if (t->busy > 0 || x.active)
        return hook_invoke(h, args);
    unsigned depth = t->depth;
    t->depth = depth + 1;
    if (depth == 0) {
        t->busy++;
        history_meet(h, args);
        t->busy--;
        call_begins(t, h, args);
    }
    bool watch = plan.watch_boundary && py.PyErr_Occurred() == NULL;
    intptr_t value = hook_invoke(h, args);
    t->depth = depth;
    if (watch)
        boundary_check(h, value);
    if (depth == 0 && !plan.replay) {
        t->trace = (t->trace & ~UINT64_C(1)) | result_fails(h, value);
        record_call(t, h, (const struct object *)args[0]);
        instances_note(h, args, value);
    }
    if (depth == 0) {
        t->busy++;
        history_note(h, args, value);
        t->busy--;
    }
    return value;
}
