/* API calls inside an experiment: each is followed until it returns, and one
 * of them is made to fail. */
#include "making.h"

#define MOST_FOLLOWED 8192

struct followed {
    uintptr_t ra;
    uintptr_t place; /* of the return address on the stack */
    const struct api *api;
    struct site *site;
    bool target;
    bool shown; /* its return address is its own for a while */
    unsigned chain;
    uint64_t args[4];
    size_t step; /* number from 1 of it in x.steps */
};

static struct {
    struct followed calls[MOST_FOLLOWED];
    size_t n;
} follow;

uintptr_t
api_innermost(void)
{
    return follow.n == 0 ? 0 : follow.calls[follow.n - 1].ra;
}

size_t
api_depth(void)
{
    return follow.n;
}

unsigned
api_chain(void)
{
    return !x.counting     ? 0
           : follow.n == 0 ? chain_here()
                           : follow.calls[follow.n - 1].chain;
}

/* While the stack is walked, return addresses are what they were: nobody can
 * walk past ours. */
void
api_returns_show(bool on)
{
    uintptr_t ours = hook_return();
    for (size_t i = 0; i < follow.n; i++) {
        struct followed *c = &follow.calls[i];
        uintptr_t *place = (uintptr_t *)c->place;
        if (on && *place == ours) {
            *place = c->ra;
            c->shown = true;
        }
        else if (!on && c->shown) {
            *place = ours;
            c->shown = false;
        }
    }
}

/* ---- free lists --------------------------------------------------------- */

#define MOST_LISTS 32

/* What sites made that goes to a free list when it dies. */
static struct {
    const struct site *site;
    const struct type *type;
    intptr_t size;
    bool full; /* in this call */
} lists[MOST_LISTS];
static size_t n_lists;

static void
lists_forget(void)
{
    for (size_t i = 0; i < n_lists; i++)
        lists[i].full = false;
}

static size_t
list_of(const struct site *s)
{
    size_t i = 0;
    while (i < n_lists && lists[i].site != s)
        i++;
    return i;
}

/* Those that were full are so again, but for the one that the site takes
 * from. */
static void
lists_refill(const struct site *s)
{
    size_t own = list_of(s);
    for (size_t i = 0; i < n_lists; i++) {
        bool same = own < n_lists && lists[i].type == lists[own].type &&
                    lists[i].size == lists[own].size;
        bool done = !lists[i].full || same;
        for (size_t k = 0; k < i && !done; k++)
            done = lists[k].full && lists[k].type == lists[i].type &&
                   lists[k].size == lists[i].size;
        if (!done)
            freelist_fill(lists[i].type, lists[i].size);
    }
}

/* A new object must come from the allocator, not from a free list. */
static void
lists_empty(const struct site *s)
{
    struct object *type, *value, *trace;
    struct thread *t = thread_self();
    t->busy++;
    py.PyErr_Fetch(&type, &value, &trace);
    python_collect();
    arena_guard(false);
    lists_refill(s);
    arena_guard(x.warming);
    py.PyErr_Restore(type, value, trace);
    t->busy--;
}

void
api_forget(void)
{
    follow.n = 0;
    lists_forget();
}

/* ---- faults ------------------------------------------------------------- */

static uint64_t
value_failing(const struct api *api)
{
    return api->fail == FAIL_MINUS ? UINT64_MAX : 0;
}

/* Not made at all: it "fails" at once. */
static function
call_skip(const struct api *api, struct frame *f)
{
    static const double minus = -1.0;
    if (api->raises) {
        struct thread *t = thread_self();
        t->busy++;
        py.PyErr_NoMemory();
        t->busy--;
    }
    f->rax = value_failing(api);
    if (api->result == API_DOUBLE)
        memcpy(f->xmm[0], &minus, sizeof minus);
    x.failed = true;
    return hook_skip();
}

/* A fault that is no real one must at least not lie about what the call did
 * with its arguments. */
static void
fault_refuse(const struct api *api)
{
    if (x.trial->grade == GRADE_LATE && api->result != API_NEW)
        crash_verdict("refused", "only a result that is new can be dropped");
    if ((x.trial->grade == GRADE_LATE || x.trial->grade == GRADE_SYNTHETIC) &&
        api->consumes)
        crash_verdict("refused", "a call that fails consumes an argument");
}

static bool
control_lists(uintptr_t ra)
{
    const struct shown *s = control_site(ra);
    return s != NULL && s->listed;
}

/* NULL: the call is made. */
static function
fault_make(const struct site *s, struct frame *f)
{
    const struct api *api = s->api;
    x.reached = true;
    fault_refuse(api);
    if (!x.fault_said)
        log_record("fault", x.trial->id, chain_text(chain_here()), NULL);
    x.fault_said = true;
    switch (x.trial->grade) {
    case GRADE_GENUINE:
        if (x.trial->other) {
            lack_at(api, f);
            return NULL;
        }
        /* NULL is all that a libc allocator does when it fails. */
        if (api->family == FAMILY_MALLOC)
            return call_skip(api, f);
        if (s->listed || control_lists(f->ra))
            lists_empty(s);
        arena_fail(true, api->family == FAMILY_RAW);
        return NULL;
    case GRADE_SYNTHETIC:
        return call_skip(api, f);
    case GRADE_NATURAL:
    case GRADE_LATE:
        return NULL;
    }
    return NULL;
}

static void
fault_after(const struct followed *c, struct left *l, bool fails)
{
    if (x.trial->grade == GRADE_GENUINE) {
        arena_fail(false, false);
        if (x.trial->other)
            lack_after();
        x.failed = fails;
    }
    if (x.trial->grade != GRADE_LATE)
        return;
    struct thread *t = thread_self();
    t->busy++;
    if (!fails && l->rax != 0)
        py.Py_DecRef((struct object *)l->rax);
    if (!fails && c->api->raises)
        py.PyErr_NoMemory();
    t->busy--;
    l->rax = 0;
    x.failed = true;
}

/* ---- entering ----------------------------------------------------------- */

/* A block that goes back to libc.  True when it must not get there. */
static bool
libc_release(const struct api *api, const struct frame *f)
{
    if (api->releases != FAMILY_MALLOC)
        return false;
    const struct block *b = arena_block_of(f->rdi);
    uintptr_t born;
    if (b == NULL) {
        if (api->result != API_BLOCK) /* else when it has succeeded */
            libc_freed(f->rdi, &born);
        return false;
    }
    family_report(b->family, b->site, FAMILY_MALLOC, f->ra);
    return true;
}

static size_t
step_add(const struct frame *f, const struct site *s)
{
    if (x.steps_said || x.n_steps >= MOST_STEPS)
        return 0;
    x.steps[x.n_steps++] = (struct step){
        .ra = f->ra, .api = s->api, .nth = s->count, .outcome = '-'};
    return x.n_steps;
}

static void
visit_count(struct thread *t, struct site *s)
{
    t->trace = (t->trace ^ s->key) * UINT64_C(1099511628211);
    x.last_site = s->ra;
    if (s->serial == t->serial) {
        s->count++;
        return;
    }
    s->serial = t->serial;
    s->count = 1;
    if (t->n_touched < MOST_TOUCHED)
        t->touched[t->n_touched++] = s;
}

static size_t
list_note(const struct site *s, const struct object *o)
{
    size_t i = list_of(s);
    if (i == MOST_LISTS)
        return i;
    n_lists += i == n_lists;
    lists[i].site = s;
    lists[i].type = o->type;
    lists[i].size = o->type == py.tuple_type
                        ? py.PyTuple_Size((struct object *)o)
                        : 0;
    return i;
}

/* Another process of the same trial, or of its control, has met the site. */
static bool
listed_before(uintptr_t ra)
{
    for (size_t i = 0; i < control->n_listed; i++) {
        if (control->listed[i] == ra)
            return true;
    }
    return false;
}

static void
listed_note(uintptr_t ra)
{
    size_t most = sizeof control->listed / sizeof *control->listed;
    if (control->n_listed < most && !listed_before(ra))
        control->listed[control->n_listed++] = ra;
}

/* When it dies it must go back there, too. */
static void
lists_fill(struct site *s, const struct object *o)
{
    struct thread *t = thread_self();
    if (!x.warming || arena_failing() || !object_valid(o) ||
        !freelist_has(o->type))
        return;
    s->listed = true;
    listed_note(s->ra);
    size_t i = list_note(s, o);
    if (i == MOST_LISTS || !x.empty_lists || !arena_contains((uintptr_t)o))
        return;
    lists[i].full = true;
    t->busy++;
    arena_guard(false);
    freelist_fill(lists[i].type, lists[i].size);
    arena_guard(true);
    t->busy--;
}

/* A call that reports its own errors by an exception, made while one is set.
 */
void
pending_check(struct site *s)
{
    const struct api *api = s == NULL ? NULL : s->api;
    if (s == NULL || s->pending_said || !api->clobbers ||
        thread_stateless() != NULL || py.PyErr_Occurred() == NULL)
        return;
    s->pending_said = true;
    log_record("pending", x.trial->id, site_name(s), api->name,
               exception_name(), NULL);
}

/* It is some moment for ever; which, is nothing to remember an object by. */
static function
clock_stand(const struct api *api, struct frame *f)
{
    enum { SECONDS = 1000000 };
    uint64_t *out = NULL;
    if (strcmp(api->name, "clock_gettime") == 0)
        out = (uint64_t *)f->rsi;
    else if (strcmp(api->name, "gettimeofday") == 0)
        out = (uint64_t *)f->rdi;
    if (out != NULL) {
        out[0] = SECONDS;
        out[1] = 0;
    }
    if (strcmp(api->name, "time") == 0 && f->rdi != 0)
        *(uint64_t *)f->rdi = SECONDS;
    f->rax = out == NULL ? SECONDS : 0;
    return hook_skip();
}

static bool
makes(const struct api *api)
{
    return api->result == API_NEW || api->result == API_BLOCK;
}

/* The collector may look at it from here on, or must not yet. */
static void
tracking_check(const struct api *api, struct frame *f)
{
    struct object *o = (struct object *)f->rdi;
    const char *name = api->name;
    if (strcmp(name, "PyObject_GC_Track") == 0 && object_valid(o))
        early_check(o);
    else if (strstr(name, "Arg_ParseTupleAndKeywords") != NULL)
        cycles_names((const char *const *)f->rcx);
    if (strstr(name, "Arg_ParseTupleAndKeywords") != NULL && x.natural &&
        trial_usual(x.trial))
        named_note((const char *const *)f->rcx);
}

/* What a slot gave that was called by its address is seen where the API is
 * asked about it. */
static void
args_watch(const struct frame *f)
{
    struct object *args[] = {(struct object *)f->rdi, (struct object *)f->rsi};
    for (size_t i = 0; i < sizeof args / sizeof *args; i++) {
        if (object_certain(args[i]))
            experiment_watch(args[i], 0);
    }
}

function
trial_enter(const struct hook *h, struct frame *f, struct thread *t)
{
    if (!x.counting || t != x.thread)
        return h->target;
    if (h->api->clock)
        return x.timeless ? clock_stand(h->api, f) : h->target;
    struct site *s = site_of(f->ra, h->api);
    if (libc_release(h->api, f) || s == NULL)
        return s == NULL ? h->target : hook_skip();
    visit_count(t, s);
    s->listed = s->listed || (x.knows_lists && listed_before(s->ra));
    if (!making())
        pending_check(s);
    if (h->api->watched)
        tracking_check(h->api, f);
    if (h->api->asks != ASKS_NOT && x.natural && !making() &&
        (trial_usual(x.trial) || (x.trial->varies && vary_bare(x.trial->nth))))
        asked_note(h->api, f);
    bool target = x.fault && !making() && !x.reached && s->ra == x.fault_ra &&
                  s->count == x.nth;
    size_t step = making() ? 0 : step_add(f, s);
    function instead = target ? fault_make(s, f) : NULL;
    if (instead != NULL) {
        if (step > 0)
            x.steps[step - 1].outcome = 'f';
        return instead;
    }
    if (follow.n >= MOST_FOLLOWED)
        return h->target;
    if (x.empty_lists && s->listed && !target)
        lists_empty(s);
    if (x.warming && x.anew && !making())
        args_watch(f);
    unsigned chain = makes(h->api) ? chain_here() : 0;
    follow.calls[follow.n++] = (struct followed){
        .ra = f->ra,
        .place = (uintptr_t)&f->ra,
        .api = h->api,
        .site = s,
        .target = target,
        .chain = chain,
        .args = {f->rdi, f->rsi, f->rdx, f->rcx},
        .step = step};
    f->ra = hook_return();
    ledger_turn(SIDE_EXTENSION);
    owner_enter();
    return h->target;
}

/* ---- returning ---------------------------------------------------------- */

static bool
value_failed(const struct api *api, const struct left *l)
{
    double number;
    switch (api->fail) {
    case FAIL_NULL:
        if (l->rax != 0)
            return false;
        return !api->tells || thread_stateless() != NULL ||
               py.PyErr_Occurred() != NULL;
    case FAIL_MINUS:
        memcpy(&number, l->xmm[0], sizeof number);
        if (api->result == API_DOUBLE ? number != -1.0 : (int)l->rax != -1)
            return false;
        return !api->raises || thread_stateless() != NULL ||
               py.PyErr_Occurred() != NULL;
    case FAIL_NEVER:
        return false;
    }
    return false;
}

static void
result_take(const struct followed *c, struct left *l)
{
    uintptr_t born;
    if (l->rax == 0)
        return;
    if (c->api->family == FAMILY_MALLOC && c->api->result == API_BLOCK) {
        if (c->api->releases == FAMILY_MALLOC)
            libc_freed(c->args[0], &born);
        if (strstr(c->api->name, "align") == NULL)
            l->rax = (uint64_t)ledger_block((void *)l->rax, c->ra);
        libc_born(l->rax, c->ra, c->chain);
    }
    else if (c->api->result == API_NEW || c->api->result == API_LENT) {
        struct block *b = arena_block_of(l->rax);
        if (b != NULL && b->site != c->ra && c->api->result == API_NEW)
            b->given = c->ra;
        if (c->api->watched && object_valid((void *)l->rax))
            early_fill((struct object *)l->rax);
        if (x.warming)
            experiment_watch((struct object *)l->rax, c->ra);
    }
}

static char
outcome_of(const struct api *api, const struct left *l, bool fails)
{
    bool object = api->result == API_NEW || api->result == API_LENT;
    if (api->raiser)
        return 'f';
    if (fails || api->fail == FAIL_NEVER)
        return fails ? 'f' : '-';
    if (api->fail == FAIL_NULL && l->rax == 0)
        return 'n';
    if (object && memory_readable((const void *)l->rax) &&
        object_immortal((const struct object *)l->rax))
        return 'i';
    return 'o';
}

static void
ledger_leave(const struct followed *c, const struct left *l, bool fails)
{
    const struct api *a = c->api;
    bool trades = a->trades == TRADES_ALWAYS ||
                  (a->trades == TRADES_OK && !fails);
    const void *mine = NULL;
    for (unsigned i = 0; i < 4; i++) {
        if ((a->traded >> i & 1) != 0)
            mine = (const void *)c->args[i];
    }
    ledger_turn_but(trades ? SIDE_EXTENSION : SIDE_OTHER, mine);
    if (!fails && a->result == API_NEW)
        ledger_given((const struct object *)l->rax);
    for (unsigned i = 0; i < 4; i++) {
        const void *cell = (const void *)c->args[i];
        if ((a->given >> i & 1) != 0 && memory_readable(cell))
            ledger_given(*(const struct object *const *)cell);
    }
}

/* NULL of PyErr_Occurred() is no failure: nothing has failed. */
static void
error_note(const struct api *api)
{
    if (strcmp(api->name, "PyErr_Occurred") == 0)
        return;
    if (x.natural && !x.steps_said && x.n_errors < MOST_ERRORS)
        x.errors[x.n_errors++] = chain_here();
}

uint64_t
api_leave(struct left *l)
{
    uintptr_t place = (uintptr_t)&l->ra;
    /* What lies above was left without a return. */
    while (follow.n > 0 && follow.calls[follow.n - 1].place != place)
        follow.n--;
    if (follow.n == 0)
        crash_verdict("crash", "a call came back that was not followed");
    const struct followed c = follow.calls[--follow.n];
    l->ra = c.ra; /* for who looks at the stack */
    bool fails = value_failed(c.api, l);
    if (c.api->watched)
        locks_note(c.api->name, c.args[0], c.ra, l->rax);
    ledger_leave(&c, l, fails);
    if (c.target)
        fault_after(&c, l, fails);
    fails = fails || (c.target && x.failed);
    if (c.step > 0)
        x.steps[c.step - 1].outcome = outcome_of(c.api, l, fails);
    x.way = (x.way ^ (fails ? 1 : 2)) * UINT64_C(1099511628211);
    if (fails || c.api->raiser)
        error_note(c.api);
    if (!fails)
        result_take(&c, l);
    if (!fails && x.warming && c.api->trades == TRADES_OK)
        experiment_buffer((const void *)c.args[1], c.ra);
    if (!fails && c.api->result == API_NEW)
        lists_fill(c.site, (const struct object *)l->rax);
    owner_leave(c.api, c.args, c.place, c.ra, l->rax, fails);
    return c.ra;
}
