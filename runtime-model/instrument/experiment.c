/* An experiment: in a fork at the outermost call, the same call again and
 * again, with a fault at the same place each time. */
#include "alone.h"
#include "history.h"
#include "making.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <signal.h>
#include <unistd.h>

#define MOST_TRIALS_HERE 1024
#define MOST_TIMEOUTS 16
#define MOST_STUCK 2 /* of one entry */

struct experiment x;
struct control *control;

void
experiment_prepare(void)
{
    control = shared_map(sizeof *control);
}

bool
trial_usual(const struct trial *t)
{
    return !t->deletes && !t->again && !t->ends && !t->varies;
}

struct shown *
control_site(uintptr_t site)
{
    if (!trial_usual(x.trial))
        return NULL;
    for (size_t i = 0; i < control->n; i++) {
        if (control->shown[i].site == site)
            return &control->shown[i];
    }
    if (!x.natural || control->n >= MOST_SHOWN)
        return NULL;
    control->shown[control->n] = (struct shown){.site = site};
    return &control->shown[control->n++];
}

/* ---- what is watched ---------------------------------------------------- */

static void
giver_add(struct watched *w, uintptr_t site)
{
    for (size_t i = 0; i < sizeof w->givers / sizeof *w->givers; i++) {
        if (w->givers[i] == 0)
            w->givers[i] = site;
        if (w->givers[i] == site)
            return;
    }
}

/* The object survives whatever the calls take away from it. */
void
experiment_watch(struct object *o, uintptr_t site)
{
    if (o == NULL || arena_contains((uintptr_t)o) || !object_valid(o) ||
        object_immortal(o))
        return;
    for (size_t i = 0; i < x.n_watched; i++) {
        struct watched *w = &x.watched[i];
        if (w->o != o)
            continue;
        w->given = site != 0 && site != w->site ? site : w->given;
        giver_add(w, site);
        return;
    }
    x.crowded |= x.n_watched >= MOST_WATCHED;
    if (x.crowded)
        return;
    object_pin(o, PIN);
    x.watched[x.n_watched++] = (struct watched){.o = o, .site = site};
}

void
experiment_buffer(const void *view, uintptr_t site)
{
    struct object *const *o = (struct object *const *)view + 1;
    if (!memory_readable(o))
        return;
    for (size_t i = 0; i < x.n_watched; i++) {
        if (x.watched[i].o == *o && x.watched[i].site == 0)
            x.watched[i].site = site;
    }
}

static void
watch_items(struct object *o)
{
    enum { MOST_ITEMS = 32 };
    struct object *key, *value;
    intptr_t place = 0;
    if (o->type == py.tuple_type) {
        for (intptr_t i = 0; i < py.PyTuple_Size(o) && i < MOST_ITEMS; i++)
            experiment_watch(py.PyTuple_GetItem(o, i), 0);
    }
    else if (o->type == py.list_type) {
        for (intptr_t i = 0; i < py.PyList_Size(o) && i < MOST_ITEMS; i++)
            experiment_watch(py.PyList_GetItem(o, i), 0);
    }
    else if (o->type == py.dict_type) {
        for (int i = 0; i < MOST_ITEMS; i++) {
            if (!py.PyDict_Next(o, &place, &key, &value))
                break;
            experiment_watch(key, 0);
            experiment_watch(value, 0);
        }
    }
}

static void
watch_fields(struct object *o)
{
    uintptr_t from = (uintptr_t)o + sizeof *o;
    uintptr_t to = (uintptr_t)o + (uintptr_t)o->type->basicsize;
    if (o->type == py.module_type) {
        const struct module_def *def = py.PyModule_GetDef(o);
        from = (uintptr_t)py.PyModule_GetState(o);
        to = from == 0 || def == NULL ? from : from + (uintptr_t)def->size;
    }
    for (uintptr_t p = from; p + 8 <= to && p < from + 2048; p += 8) {
        if (object_certain(*(struct object **)p))
            experiment_watch(*(struct object **)p, 0);
    }
}

/* What is in it, too, and what is in that: a list of pairs of lists.  Their
 * types may be kept or given on. */
static void
watch_argument(struct object *o)
{
    enum { MOST_DEEP = 3 };
    size_t from = x.n_watched;
    if (o == NULL || !object_valid(o))
        return;
    experiment_watch(o, 0);
    watch_items(o);
    size_t first = from, last;
    for (int depth = 1; depth < MOST_DEEP; depth++) {
        size_t to = x.n_watched;
        for (; from < to && x.n_watched < MOST_REACHED; from++)
            watch_items(x.watched[from].o);
    }
    last = x.n_watched;
    for (; first < last && x.n_watched < MOST_REACHED; first++)
        experiment_watch(&x.watched[first].o->type->base, 0);
}

static int
reach_visit(struct object *o, void *arg)
{
    (void)arg;
    if (x.n_watched < MOST_REACHED)
        experiment_watch(o, 0);
    return 0;
}

/* What the instance holds, by what it shows the collector, what lies in
 * containers, and in the fields of objects in them that show it nothing.
 * Pinned objects are not alone any more, which code may ask for: calls with
 * faults go on without. */
static void
watch_reach(size_t from)
{
    enum { MOST_DEEP = 4 };
    for (int depth = 0; depth < MOST_DEEP; depth++) {
        size_t to = x.n_watched;
        for (; from < to && x.n_watched < MOST_REACHED; from++) {
            struct object *o = x.watched[from].o;
            int (*look)(struct object *, int (*)(struct object *, void *),
                        void *) = o->type->traverse;
            if (look == NULL && loaded_of((uintptr_t)(void *)o->type->dealloc))
                watch_fields(o);
            else if (look != NULL && object_tracked(o) &&
                     loaded_of((uintptr_t)(void *)look))
                look(o, reach_visit, NULL);
            else
                watch_items(o);
        }
    }
}

static void
watch_arguments(void)
{
    size_t k = 0;
    for (const char *p = x.hook->entry->args; *p != '\0' && k < 6; p++, k++) {
        struct object **array = (struct object **)x.args[k];
        if (*p == 'o' || *p == 't' || *p == 'k')
            watch_argument((struct object *)x.args[k]);
        if (*p != 'a')
            continue;
        intptr_t n = x.args[++k];
        for (intptr_t i = 0; array != NULL && i < n && i < 64; i++)
            watch_argument(array[i]);
        if (p[1] == 'k' && x.args[k + 1] != 0) {
            struct object *names = (struct object *)x.args[k + 1];
            intptr_t keywords = py.PyTuple_Size(names);
            for (intptr_t i = 0; i < keywords && i < 64; i++)
                watch_argument(array[n + i]);
        }
    }
    struct object *self = (struct object *)x.args[0];
    if (self != NULL && object_valid(self)) {
        experiment_watch((struct object *)self->type, 0);
        size_t from = x.n_watched;
        watch_fields(self);
        experiment_watch(self, 0);
        if (x.natural)
            watch_reach(x.trial->varies ? from : 0);
    }
}

/* ---- one call ----------------------------------------------------------- */

/* __init__ on an instance that was initialised before is another matter. */
static void
instance_make(intptr_t *args)
{
    struct object *self = (struct object *)args[0];
    struct object *positional = (struct object *)args[1];
    function new = hook_real((function)self->type->new);
    ledger_turn(SIDE_OTHER);
    args[0] = (intptr_t)((struct object * (*)(struct type *, struct object *,
                                              struct object *)) new)(
        self->type, positional, (struct object *)args[2]);
    ledger_turn(SIDE_EXTENSION);
}

static void
module_make(intptr_t *args)
{
    struct object *module = (struct object *)args[0];
    struct module_def *def = py.PyModule_GetDef(module);
    struct object *spec = py.PyObject_GetAttrString(module, "__spec__");
    args[0] = 0;
    if (def != NULL && spec != NULL)
        args[0] = (intptr_t)py.PyModule_FromDefAndSpec2(def, spec, 1013);
    py.Py_DecRef(spec);
}

static bool
argument_fresh(intptr_t *args)
{
    if (strcmp(x.hook->entry->name, "tp_init") == 0 && !x.trial->again)
        instance_make(args);
    else if (x.hook->entry == &entry_exec)
        module_make(args);
    else
        return true;
    x.drop = args[0];
    return args[0] != 0;
}

static intptr_t
call_invoke(intptr_t *args)
{
    struct object *module = (struct object *)args[0];
    if (x.hook->entry == &entry_exec)
        return py.PyModule_ExecDef(module, py.PyModule_GetDef(module));
    return hook_invoke(x.hook, args);
}

/* The definition of a module is never released. */
static void
result_drop(const struct outcome *o)
{
    struct object *result = (struct object *)o->value;
    if (x.hook->entry->result == 'o' && result != NULL &&
        result->type != py.def_type)
        py.Py_DecRef(result);
}

static void
call_make(intptr_t *args, struct outcome *o)
{
    struct thread *t = thread_self();
    api_forget();
    t->serial = thread_serial();
    t->trace = 0;
    t->n_touched = 0;
    x.n_steps = x.steps_said ? x.n_steps : 0;
    x.n_errors = x.steps_said ? x.n_errors : 0;
    locks_begin();
    x.reached = x.failed = false;
    x.way = 0;
    unsigned deep = vary_deepen();
    x.counting = true;
    t->busy = 0;
    ledger_turn(SIDE_OTHER);
    owner_begin();
    o->value = call_invoke(args);
    owner_end();
    ledger_turn(SIDE_EXTENSION);
    t->busy = 1;
    x.counting = false;
    vary_surface(deep);
    arena_fail(false, false);
    o->trace = t->trace;
    o->reached = x.reached;
    o->failed = x.failed;
}

/* What a repeated call is made on, as it was before the first. */
static void
self_anew(intptr_t *args)
{
    struct thread *t = thread_self();
    ledger_turn(SIDE_OTHER);
    api_forget();
    making_begin();
    x.counting = true;
    t->busy = 0;
    args[0] = (intptr_t)history_again((const struct object *)x.args[0]);
    t->busy = 1;
    x.counting = false;
    making_end((const struct object *)args[0]);
    ledger_turn(SIDE_EXTENSION);
    x.drop = args[0];
    if (args[0] == 0)
        crash_verdict("refused", "no other instance can be made");
}

void
experiment_call(int number, struct outcome *o)
{
    intptr_t args[6];
    memcpy(args, x.args, sizeof args);
    x.drop = 0;
    *o = (struct outcome){.wrong = NULL};
    arena_call(number);
    making_call(number);
    if (x.anew)
        self_anew(args);
    arena_call(-1);
    if (x.hoards)
        hoard_make();
    arena_call(number);
    if (!argument_fresh(args)) {
        py.PyErr_Clear();
        crash_verdict("refused", "no fresh argument can be made");
    }
    vary_again();
    if (x.trial->other)
        lack_begin();
    memcpy(x.now, args, sizeof x.now);
    call_make(args, o);
    fields_note(number, (const struct object *)(x.hook->entry->args[0] == 'o'
                                                    ? args[0]
                                                    : o->value));
    o->wrong = result_wrong(x.hook, o->value);
    snprintf(o->exception, sizeof o->exception, "%s", exception_name());
    o->way = o->trace ^ x.way ^ (result_fails(x.hook, o->value) ? 1 : 2);
    for (const char *p = o->exception; *p != '\0'; p++)
        o->way = (o->way ^ (unsigned char)*p) * UINT64_C(1099511628211);
    py.PyErr_Clear();
    if (x.trial->other)
        lack_end();
    x.last = *o;
    if (result_fails(x.hook, o->value))
        locks_judge();
    if (x.warming && x.hook->entry->result == 'o' && o->value != 0) {
        experiment_watch((struct object *)o->value, 0);
        experiment_watch((struct object *)((struct object *)o->value)->type,
                         0);
    }
    result_drop(o);
    py.Py_DecRef((struct object *)x.drop);
    owner_rest();
    x.again = true;
    arena_call(-1);
    if (x.hoards)
        hoard_drop();
    if (!x.haste)
        python_collect();
}

void
experiment_no_call(void)
{
    intptr_t args[6];
    arena_call(0);
    making_call(0);
    self_anew(args);
    arena_call(-1);
    py.Py_DecRef((struct object *)x.drop);
    python_collect();
    making_learn();
    arena_forget();
}

struct object *
experiment_instance(void)
{
    intptr_t args[6];
    memcpy(args, x.args, sizeof args);
    if (x.anew)
        return history_again((const struct object *)args[0]);
    if (strcmp(x.hook->entry->name, "tp_init") == 0) {
        if (argument_fresh(args))
            hook_invoke(x.hook, args);
        py.PyErr_Clear();
    }
    return (struct object *)args[0];
}

struct object *
experiment_blank(intptr_t *args)
{
    instance_make(args);
    py.PyErr_Clear();
    return (struct object *)args[0];
}

struct object *
experiment_module(void)
{
    intptr_t args[6];
    memcpy(args, x.args, sizeof args);
    bool exec = x.hook->entry == &entry_exec;
    if (exec && !argument_fresh(args))
        return NULL;
    intptr_t value = call_invoke(args);
    py.PyErr_Clear();
    struct object *o = (struct object *)(exec ? args[0] : value);
    return o != NULL && o->type == py.module_type ? o : NULL;
}

/* ---- the child ---------------------------------------------------------- */

static void
child_quiet(void)
{
    struct rlimit core = {0, 0}, cpu = {plan.limit, plan.limit * 2 + 60};
    isolate();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setrlimit(RLIMIT_CORE, &core);
    setrlimit(RLIMIT_CPU, &cpu);
    crash_install();
    patience_begin(plan.limit * 2);
}

/* As much as there is. */
void
effort_allow(void)
{
    struct rlimit cpu;
    getrlimit(RLIMIT_CPU, &cpu);
    cpu.rlim_cur = cpu.rlim_max;
    setrlimit(RLIMIT_CPU, &cpu);
}

static bool
site_resolve(const struct trial *t)
{
    const struct loaded *l = loaded_named(t->site);
    if (l == NULL)
        return false;
    x.fault_ra = l->base + strtoull(strchr(t->site, '+') + 1, NULL, 16);
    const struct shown *s = control_site(x.fault_ra);
    x.nth = t->nth == NTH_LAST ? (s == NULL ? 1 : s->visits) : t->nth;
    return true;
}

_Noreturn static void
child_main(struct hook *h, const intptr_t *args, const struct trial *t)
{
    struct thread *me = thread_self();
    x.trial = t;
    x.hook = h;
    x.thread = me;
    x.began = clock_ms();
    x.natural = t->grade == GRADE_NATURAL;
    x.fault = !x.natural;
    memcpy(x.args, args, sizeof x.args);
    x.stack = (uintptr_t)__builtin_frame_address(0);
    me->busy = 1;
    me->depth = 1;
    child_quiet();
    x.active = true;
    if (t->deletes) {
        static struct hook instead;
        if (!entry_deletes(h, t->setter, args, &instead, x.args))
            crash_verdict("refused", "this type has no setter for it");
        x.hook = &instead;
    }
    if (t->varies && !vary(h, x.args, t->nth))
        crash_verdict("refused", "there is no such argument");
    if (!x.natural && !site_resolve(t))
        crash_verdict("unreached", "the object of that site is not loaded");
    x.queued = scan_queued();
    python_gc("disable");
    python_gc("freeze");
    arena_install();
    python_collect();
    if (x.follows != NULL)
        owner_of_freed(x.follows);
    watch_arguments();
    if (x.job == JOB_ALONE)
        alone_judge();
    judge();
    abort();
}

/* ---- the parent --------------------------------------------------------- */

static const uintptr_t *follows; /* of the next one */

static pid_t
trial_fork(struct hook *h, const intptr_t *args, const struct trial *t,
           size_t job, bool anew, bool lists)
{
    control->said[job] = control->anew[job] = false;
    control->alone[job] = control->alone[job] && anew;
    control->rough[job] = false;
    memset(control->freed[job], 0, sizeof control->freed[job]);
    process_own_fork(true);
    py.PyOS_BeforeFork();
    pid_t pid = fork();
    if (pid == 0) {
        py.PyOS_AfterFork_Child();
        x.job = job;
        x.anew = anew;
        x.knows_lists = lists;
        x.follows = follows;
        child_main(h, args, t);
    }
    py.PyOS_AfterFork_Parent();
    process_own_fork(false);
    return pid;
}

static void
trial_wait(pid_t pid, const struct trial *t, size_t job)
{
    int status = 0;
    char reason[48] = "the process vanished";
    if (pid < 0) {
        log_record("trial", t->id, "refused", "no process can be made", "0",
                   "0", "-", "-", NULL);
        return;
    }
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (control->said[job])
        return;
    if (WIFSIGNALED(status))
        snprintf(reason, sizeof reason, "signal %d", WTERMSIG(status));
    else if (WIFEXITED(status))
        snprintf(reason, sizeof reason, "exit %d", WEXITSTATUS(status));
    bool late = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    log_record("trial", t->id, late ? "timeout" : "crash", reason, "0", "0",
               "-", "-", NULL);
}

/* It takes long, and says the same of each call that was given such a thing.
 */
static bool
follow_again(uintptr_t born)
{
    enum { OFTEN = 2, MOST = 64 };
    static struct {
        uintptr_t born;
        unsigned n;
    } done[MOST];
    size_t i = 0;
    while (i < MOST && done[i].born != born && done[i].born != 0)
        i++;
    if (i == MOST || done[i].n >= OFTEN)
        return false;
    done[i].born = born;
    done[i].n++;
    return true;
}

/* Where what was used when it was gone has been released once too often: in a
 * process that only follows it. */
static void
trial_follow(struct hook *h, const intptr_t *args, const struct trial *t,
             size_t job, bool anew)
{
    static uintptr_t freed[FREED_FACTS];
    memcpy(freed, control->freed[job], sizeof freed);
    uintptr_t what = freed[2] == 0 ? freed[0]
                                   : *(uintptr_t *)&h->target + freed[2];
    if (!plan.owners || !control->said[job] || what == 0 || h->entry->once ||
        !follow_again(what))
        return;
    follows = freed;
    pid_t pid = trial_fork(h, args, t, job, anew, false);
    follows = NULL;
    while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        ;
}

static bool
is_control(const struct trial *t)
{
    return t->grade == GRADE_NATURAL && trial_usual(t);
}

/* The very call of the user, and nothing before it. */
static void
trial_alone(struct hook *h, const intptr_t *args, const struct trial *t)
{
    pid_t pid = trial_fork(h, args, t, JOB_ALONE, false, false);
    while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        ;
}

/* Once more, when the first time said that it has to be on instances of its
 * own, or used what was gone and cannot say where: it lay in a list of free
 * ones, and was another object by then. */
static void
trial_anew(struct hook *h, const intptr_t *args, const struct trial *t,
           size_t job)
{
    bool rough = control->said[job] && control->rough[job];
    bool anew = control->said[job] && !rough && control->anew[job];
    if (rough || anew)
        trial_wait(trial_fork(h, args, t, job, anew, rough), t, job);
    bool alone = control->said[job] && control->alone[job];
    trial_follow(h, args, t, job, anew);
    if (alone && is_control(t) && !h->entry->once)
        trial_alone(h, args, t);
}

static void
control_run(struct hook *h, const intptr_t *args, const struct trial *t)
{
    static struct trial made;
    static char id[256];
    control->n = 0;
    control->wrong = false;
    if (!is_control(t)) {
        made = *t;
        made.grade = GRADE_NATURAL;
        made.deletes = made.again = made.ends = made.varies = false;
        snprintf(id, sizeof id, "@%s", t->id);
        made.id = id;
        t = &made;
    }
    trial_wait(trial_fork(h, args, t, 0, false, false), t, 0);
    trial_anew(h, args, t, 0);
}

static void
trials_refuse(struct trial **list, size_t n, const char *why)
{
    for (size_t i = 0; i < n; i++)
        log_record("trial", list[i]->id, "refused", why, "0", "0", "-", "-",
                   NULL);
}

static bool
in_vain(struct trial *t)
{
    if (!t->varies || !vary_vain(t->nth))
        return false;
    trials_refuse(&t, 1, "there is nothing to exchange");
    return true;
}

static void
trials_run(struct hook *h, const intptr_t *args, struct trial **list, size_t n,
           const struct effort *began, uint64_t share)
{
    pid_t pids[MOST_JOBS];
    unsigned before = control->timeouts - h->stuck;
    for (size_t i = 0; i < n; i += plan.jobs) {
        size_t batch = n - i < plan.jobs ? n - i : plan.jobs;
        bool stuck = control->timeouts - before >= MOST_STUCK;
        if (stuck || effort_ms(began) >= share) {
            trials_refuse(list + i, n - i,
                          stuck ? "calls of it do not end" : REASON_NO_TIME);
            return;
        }
        for (size_t k = 0; k < batch; k++)
            pids[k] = in_vain(list[i + k])
                          ? 0
                          : trial_fork(h, args, list[i + k], k, false, false);
        for (size_t k = 0; k < batch; k++) {
            if (pids[k] == 0)
                continue;
            trial_wait(pids[k], list[i + k], k);
            trial_anew(h, args, list[i + k], k);
        }
    }
}

/* A fork has one thread only: what waits for another waits for ever. */
static const char *
call_refused(const struct hook *h)
{
    if (h->stuck >= MOST_STUCK)
        return "calls of it do not end";
    if (control->timeouts >= MOST_TIMEOUTS)
        return "too many experiments did not end";
    if (py.PyErr_Occurred() != NULL)
        return "an exception is set already";
    return NULL;
}

static size_t
trials_take(struct hook *h, struct trial **list)
{
    size_t n = 0;
    for (struct trial **p = &h->trials; *p != NULL;) {
        struct trial *t = *p;
        if (t->ordinal != h->calls || n >= MOST_TRIALS_HERE ||
            (strcmp(t->proc, "*") != 0 &&
             strcmp(t->proc, process_name) != 0)) {
            p = &t->next;
            continue;
        }
        *p = t->next;
        list[n++] = t;
        if (is_control(t)) { /* comes first */
            list[n - 1] = list[0];
            list[0] = t;
        }
    }
    return n;
}

/* Of the call as it was; it also says what there is to vary. */
static bool
wants_control(struct trial **list, size_t n)
{
    bool wants = false;
    for (size_t i = 0; i < n; i++)
        wants |= !list[i]->ends;
    return wants;
}

void
experiment_here(struct hook *h, const intptr_t *args)
{
    static struct trial *list[MOST_TRIALS_HERE];
    size_t n = trials_take(h, list), first = 0;
    struct thread *t = thread_self();
    if (n == 0)
        return;
    const char *why = call_refused(h);
    if (why != NULL) {
        trials_refuse(list, n, why);
        return;
    }
    struct effort began = effort_begin();
    uint64_t share = budget_share(n);
    if (share == 0) {
        trials_refuse(list, n, REASON_NO_TIME);
        return;
    }
    vary_here();
    control->n = control->n_varied = control->n_ways = 0;
    control->n_listed = 0;
    t->busy++;
    unsigned timeouts = control->timeouts;
    if (wants_control(list, n))
        control_run(h, args, list[0]);
    while (first < n && is_control(list[first]))
        first++;
    h->stuck += control->timeouts - timeouts;
    timeouts = control->timeouts;
    trials_run(h, args, list + first, n - first, &began, share);
    h->stuck += control->timeouts - timeouts;
    budget_spend(n, effort_ms(&began));
    t->busy--;
}
