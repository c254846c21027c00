/* What an instance releases when it dies, and what its tp_traverse showed of
 * it: a reference that was released but never visited keeps cycles alive. */
#include "history.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_TARGETS 256
#define OFTEN 3 /* instances of a type */
#define HEAD 32 /* bytes before an instance, at most */
#define TYPE_AT offsetof(struct object, type)

struct target {
    struct object *o;
    size_t offset;
    intptr_t words; /* of the instance that hold it */
    intptr_t visits, before;
    intptr_t elsewhere; /* words that may be pointers to it */
};

static struct target targets[MOST_TARGETS];
static size_t n_targets;

static struct target *
target_of(struct object *o)
{
    for (size_t i = 0; i < n_targets; i++) {
        if (targets[i].o == o)
            return &targets[i];
    }
    return NULL;
}

static int
visit(struct object *o, void *unused)
{
    (void)unused;
    struct target *t = target_of(o);
    if (t != NULL)
        t->visits++;
    return 0;
}

static void
word_take(struct object *instance, size_t offset)
{
    struct object *o;
    memcpy(&o, (char *)instance + offset, sizeof o);
    if (o == instance || !object_certain(o) || object_immortal(o))
        return;
    struct target *t = target_of(o);
    if (t == NULL && n_targets < MOST_TARGETS) {
        t = &targets[n_targets++];
        *t = (struct target){.o = o, .offset = offset};
    }
    if (t != NULL)
        t->words++;
}

static bool
type_concerns(const struct type *t)
{
    function dealloc = hook_real(t->dealloc), traverse = (function)t->traverse;
    if (loaded_of(*(uintptr_t *)&dealloc) == NULL &&
        loaded_of(*(uintptr_t *)&traverse) == NULL && type_own(t) == NULL)
        return false;
    unsigned times = 0; /* the first may have empty fields */
    for (size_t i = 0; i < control->n_traversed; i++)
        times += control->traversed[i] == (uintptr_t)t;
    if (times >= OFTEN)
        return false;
    if (control->n_traversed >=
        sizeof control->traversed / sizeof *control->traversed)
        return false;
    control->traversed[control->n_traversed++] = (uintptr_t)t;
    return true;
}

static void
targets_pin(void)
{
    for (size_t i = 0; i < n_targets; i++) {
        object_pin(targets[i].o, PIN);
        targets[i].before = object_references(targets[i].o);
    }
}

static void
targets_take(struct object *o)
{
    const struct type *t = o->type;
    n_targets = 0;
    /* Since 3.9 an instance of a heap type visits its type. */
    if ((t->flags & TYPE_HEAP) != 0 && py.minor >= 9)
        word_take(o, offsetof(struct object, type));
    for (size_t k = sizeof *o; k + 8 <= (size_t)t->basicsize; k += 8) {
        if ((intptr_t)k != t->weaklistoffset)
            word_take(o, k);
    }
    if ((t->flags & TYPE_GC) != 0 && t->traverse != NULL)
        t->traverse(o, visit, NULL);
    targets_pin();
}

/* The process ends soon: whoever else holds the instance never looks. */
static void
instance_destroy(struct object *o)
{
    object_pin(o, 1 - object_references(o));
    py.Py_DecRef(o);
    py.PyErr_Clear();
}

/* A static type is in no cycle that could die. */
static bool
never_collected(const struct object *o)
{
    return o->type == py.type_type &&
           (((const struct type *)o)->flags & TYPE_HEAP) == 0;
}

/* ---- shown, and not released ---------------------------------------------
 */

struct fate {
    bool cleared, kept; /* by tp_clear; by its end as well */
};

/* Of each of them, in a process that may die of it. */
static const struct fate *
targets_end(struct object *o, function clear)
{
    static struct fate *fates; /* shared */
    if (fates == NULL)
        fates = shared_map(MOST_TARGETS * sizeof *fates);
    memset(fates, 0, MOST_TARGETS * sizeof *fates);
    pid_t pid = fork();
    if (pid == 0) {
        if (clear != NULL)
            ((int (*)(struct object *))clear)(o);
        for (size_t i = 0; i < n_targets; i++)
            fates[i].cleared = object_references(targets[i].o) <
                               targets[i].before;
        instance_destroy(o);
        for (size_t i = 0; i < n_targets; i++)
            fates[i].kept = targets[i].visits == 1 && targets[i].words == 1 &&
                            object_references(targets[i].o) >=
                                targets[i].before;
        _exit(0);
    }
    if (pid > 0)
        waitpid(pid, NULL, 0);
    return fates;
}

static bool
any_kept(const struct fate *fates)
{
    bool any = false;
    for (size_t i = 0; i < n_targets; i++)
        any |= fates[i].kept && targets[i].offset != TYPE_AT;
    return any;
}

/* The tp_clear that leaves this one and gives back others, if there are any,
 * is to blame: the destructor counts on it.  Otherwise the destructor. */
static const char *
to_blame(const struct type *own, function clear, const struct fate *fates,
         size_t target)
{
    bool others = false, some = false;
    for (size_t i = 0; i < n_targets; i++) {
        others |= i != target && targets[i].offset != TYPE_AT;
        some |= fates[i].cleared;
    }
    bool counts = clear != NULL && !fates[target].cleared;
    return counts && (some || !others) ? text_address(*(uintptr_t *)&clear)
                                       : dealloc_text(own);
}

/* Words outside of the instance that may be pointers to each of them: what
 * holds it now, if a destructor gives it to somebody. */
static void
elsewhere_count(const struct object *instance, intptr_t *out)
{
    static struct wanted w[MOST_TARGETS];
    for (size_t i = 0; i < n_targets; i++) {
        struct object *o = targets[i].o;
        w[i] = want_object(o, (uintptr_t)o, sizeof *o);
        w[i].number = i;
    }
    scan_memory(w, n_targets, true);
    for (size_t i = 0; i < n_targets; i++) {
        const struct target *t = &targets[w[i].number];
        struct object *here = NULL;
        const char *at = (const char *)instance + t->offset;
        if (memory_readable(at))
            memcpy(&here, at, sizeof here);
        out[w[i].number] = w[i].found + w[i].encoded - (here == t->o);
    }
}

/* What it shows the collector is its own, so that it has to give it back when
 * it dies: each word of the instance that has it is shown, none is given. */
static void
unreleased_judge(const struct object *o, const struct type *own,
                 function clear, const struct fate *fates)
{
    static intptr_t now[MOST_TARGETS];
    elsewhere_count(o, now);
    for (size_t i = 0; i < n_targets; i++) {
        const struct target *t = &targets[i];
        if (!fates[i].kept || t->offset == TYPE_AT || now[i] > t->elsewhere ||
            object_references(t->o) < t->before)
            continue;
        log_record("unreleased", x.trial->id, own->name,
                   text_number(t->offset), object_type_name(t->o),
                   to_blame(own, clear, fates, i), NULL);
        x.found = true;
    }
}

void
traverse_check(struct object *o)
{
    const struct type *type = o->type;
    const char *name = object_type_name(o);
    bool gc = (type->flags & TYPE_GC) != 0;
    if (object_immortal(o) || !type_concerns(type))
        return;
    targets_take(o);
    const struct type *own = type_own(type);
    function clear = gc && own != NULL ? hook_real((function)own->clear)
                                       : NULL;
    if (clear != NULL && loaded_of(*(uintptr_t *)&clear) == NULL)
        clear = NULL;
    const struct fate *fates = gc && own != NULL ? targets_end(o, clear)
                                                 : NULL;
    bool kept = fates != NULL && any_kept(fates);
    static intptr_t elsewhere[MOST_TARGETS];
    if (kept)
        elsewhere_count(o, elsewhere);
    for (size_t i = 0; i < n_targets; i++)
        targets[i].elsewhere = elsewhere[i];
    const struct block *b = arena_block_of((uintptr_t)o);
    instance_destroy(o);
    if (kept &&
        (b != NULL ? b->freed
                   : arena_freed_lately((uintptr_t)o - HEAD, (uintptr_t)o)))
        unreleased_judge(o, own, clear, fates);
    if (own != NULL && own != type)
        return; /* what a class made in Python adds is Python's */
    for (size_t i = 0; i < n_targets; i++) {
        const struct target *t = &targets[i];
        intptr_t released = t->before - object_references(t->o);
        if (released <= t->visits || t->words <= t->visits ||
            (t->o->type->flags & TYPE_GC) == 0 || never_collected(t->o))
            continue;
        log_record("traverse", x.trial->id, name, text_number(t->offset),
                   object_type_name(t->o), text_number((uint64_t)released),
                   gc ? text_number((uint64_t)t->visits) : "none",
                   text_address(*(uintptr_t *)&type->traverse), NULL);
        x.found = x.found || gc;
    }
}

/* What a module lets go of when it is cleared, and had not shown. */
void
traverse_module(struct object *module)
{
    const struct module_def *def = py.PyModule_GetDef(module);
    char *state = py.PyModule_GetState(module);
    if (def == NULL || state == NULL || def->traverse == NULL ||
        def->clear == NULL)
        return;
    n_targets = 0;
    for (intptr_t k = 0; k + 8 <= def->size; k += 8) {
        struct object *o;
        memcpy(&o, state + k, sizeof o);
        if (!object_certain(o) || object_immortal(o))
            continue;
        if (n_targets < MOST_TARGETS && target_of(o) == NULL)
            targets[n_targets++] = (struct target){.o = o,
                                                   .offset = (size_t)k};
    }
    def->traverse(module, visit, NULL);
    targets_pin();
    def->clear(module);
    py.PyErr_Clear();
    for (size_t i = 0; i < n_targets; i++) {
        const struct target *t = &targets[i];
        intptr_t released = t->before - object_references(t->o);
        if (released <= t->visits || (t->o->type->flags & TYPE_GC) == 0 ||
            never_collected(t->o))
            continue;
        log_record("traverse", x.trial->id, "module", text_number(t->offset),
                   object_type_name(t->o), text_number((uint64_t)released),
                   text_number((uint64_t)t->visits),
                   text_address(*(const uintptr_t *)&def->traverse), NULL);
        x.found = true;
    }
}
