/* What rules ask of an event: the subject's kind, name and origin, and what
 * the entry contract demands. */
#include "rule.h"

#include <string.h>

/* ---- kinds of resource -------------------------------------------------- */

static const struct {
    const char *kind, *noun, *release;
} families[] = {
    {"mem", "block", "PyMem_Free()"},
    {"raw", "block", "PyMem_RawFree()"},
    {"obj", "block", "PyObject_Free()"},
    {"gc", "block", "PyObject_GC_Del()"},
    {"malloc", "block", "free()"},
    {"file", "file", "fclose()"},
    {"pipe", "pipe", "pclose()"},
    {"dir", "directory", "closedir()"},
    {"fd", "file descriptor", "close()"},
    {"map", "mapping", "munmap()"},
    {"lock", "lock", "PyThread_free_lock()"},
    {"ref", "reference", "Py_DECREF()"},
    {"buffer", "buffer", "PyBuffer_Release()"},
};

enum { N_FAMILIES = sizeof families / sizeof *families, N_MEMORY = 11 };

static size_t
family_index(sym kind)
{
    size_t i = 0;
    while (i < N_FAMILIES && !rule_kind_is(kind, families[i].kind))
        i++;
    return i;
}

bool
rule_kind_is(sym kind, const char *name)
{
    return kind != NULL && strcmp(kind, name) == 0;
}

bool
rule_is_reference(const struct subject *s)
{
    return rule_kind_is(s->kind, "ref");
}

/* Kinds of the interpreter that are no memory. */
static bool
is_token(sym kind)
{
    static const char *const tokens[] = {
        "tstate",   "gilstate", "mutex",    "critical", "lock",
        "held",     "repr",     "tss",      "guard",    "view",
        "contents", "attached", "recursion"};
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        if (rule_kind_is(kind, tokens[i]))
            return true;
    return false;
}

bool
rule_is_memory_kind(sym kind)
{
    size_t i = family_index(kind);
    return i < N_MEMORY ||
           (i == N_FAMILIES && kind != NULL && !is_token(kind));
}

bool
rule_is_memory(const struct subject *s)
{
    return rule_is_memory_kind(s->kind);
}

bool
rule_is_allocator(const struct contract *c)
{
    if (!str_starts(c->name, "PyMem_") && !str_starts(c->name, "PyObject_") &&
        !str_starts(c->name, "_Py"))
        return false;
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (c->outcomes[i].kind != NULL &&
            rule_is_memory_kind(c->outcomes[i].kind))
            return true;
    for (size_t i = 0; i < c->n_params; i++)
        for (size_t k = 0; k < c->params[i].n_effects; k++)
            if (c->params[i].effects[k].verb == VERB_RELEASES &&
                rule_is_memory_kind(c->params[i].effects[k].kind))
                return true;
    return false;
}

bool
rule_is_buffer(const struct subject *s)
{
    return rule_kind_is(s->kind, "buffer");
}

const char *
rule_block_noun(sym kind)
{
    size_t i = family_index(kind);
    return i < N_FAMILIES && strcmp(families[i].noun, "block") != 0
               ? families[i].noun
               : "memory";
}

const char *
rule_ended(sym kind)
{
    size_t i = family_index(kind);
    return i < N_FAMILIES && strstr(families[i].release, "close") != NULL
               ? "closed"
               : "freed";
}

const char *
rule_release_call(sym kind)
{
    size_t i = family_index(kind);
    return i < N_FAMILIES ? families[i].release
                          : "the function that releases it";
}

void
rule_add_name(const struct event *e, struct text *out)
{
    const struct subject *s = &e->subject;
    const char *name = rule_name(e, out->keep);
    size_t i = family_index(s->kind);
    if (name != NULL)
        text_printf(out, "'%s'", name);
    else if (s->maker != NULL)
        text_printf(out, "the result of %s()", s->maker);
    else
        text_printf(out, "the %s",
                    i < N_FAMILIES ? families[i].noun : "pointer");
}

/* ---- the call and the entry contract ---- */

static const struct param *
event_param(const struct event *e)
{
    const struct contract *c = e->callee;
    if (c == NULL || e->arg < 0 || c->n_params == 0)
        return NULL;
    size_t i = (size_t)e->arg;
    if (i < c->n_params)
        return &c->params[i];
    const struct param *last = &c->params[c->n_params - 1];
    return strcmp(last->name, "...") == 0 ? last : NULL;
}

bool
rule_arg_has(const struct event *e, enum verb verb)
{
    const struct param *p = event_param(e);
    for (size_t i = 0; p != NULL && i < p->n_effects; i++)
        if (p->effects[i].verb == verb)
            return true;
    return false;
}

bool
rule_is_destructor(const struct event *e)
{
    const struct contract *entry = e->entry;
    if (entry == NULL)
        return false;
    for (size_t i = 0; i < entry->n_params; i++)
        for (size_t k = 0; k < entry->params[i].n_effects; k++)
            if (entry->params[i].effects[k].verb == VERB_RELEASES)
                return true;
    return false;
}

bool
rule_is_borrowed(const struct event *e)
{
    switch (e->subject.origin) {
    case ORIGIN_LENT:
    case ORIGIN_ITEM:
    case ORIGIN_STATIC:
        return true;
    case ORIGIN_PARAM:
        return e->entry != NULL && !rule_is_destructor(e);
    case ORIGIN_UNKNOWN:
    case ORIGIN_NEW:
    case ORIGIN_FIELD:
    case ORIGIN_GLOBAL:
        return false;
    }
    return false;
}

/* ---- shared verdicts ---- */

enum verdict
rule_judge_lost(const struct event *e)
{
    const struct subject *s = &e->subject;
    if (e->kind != EVENT_LOST)
        return s->owned > 0 ? VERDICT_CLEAN : VERDICT_NONE;
    if (s->owned <= s->held || s->null == NULL_IS || s->immortal ||
        s->frees_itself)
        return VERDICT_CLEAN;
    return s->escaped ? VERDICT_UNKNOWN : VERDICT_FOUND;
}

void
rule_add_chain(const struct event *e, struct text *out)
{
    const char *way = e->callee == NULL ? NULL : e->callee->needs;
    while (way != NULL) {
        const char *end = strstr(way, " > ");
        text_add(out, ", which calls ");
        text_add_n(out, way, end == NULL ? strlen(way) : (size_t)(end - way));
        way = end == NULL ? NULL : end + 3;
    }
}

enum verdict
rule_judge_type(const struct type_view *v)
{
    switch (v->answer) {
    case ANSWER_YES:
        return VERDICT_CLEAN;
    case ANSWER_NO:
        return VERDICT_FOUND;
    case ANSWER_UNKNOWN:
        return VERDICT_UNKNOWN;
    }
    return VERDICT_NONE;
}

bool
rule_is_import_leak(const struct event *e)
{
    return e->kind == EVENT_LOST && e->at_import &&
           rule_is_reference(&e->subject);
}

/* Whoever else knows the block: free() ends it for all of them.  What counts
   its users may live on. */
bool
rule_is_freed(const struct subject *s)
{
    static const char *const kinds[] = {"mem", "raw", "obj", "malloc"};
    static const char *const calls[] = {"free", "PyMem_Free", "PyMem_RawFree",
                                        "PyObject_Free"};
    bool plain = false, frees = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        plain |= rule_kind_is(s->kind, kinds[i]);
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        frees |= rule_kind_is(s->released_by, calls[i]);
    return s->released && plain && frees;
}

/* Passing the pointer to a call that releases or steals it is an event of
 * its own. */
enum verdict
rule_judge_dead_use(const struct event *e)
{
    const struct subject *s = &e->subject;
    if (s->null == NULL_IS || rule_arg_has(e, VERB_RELEASES) ||
        rule_arg_has(e, VERB_STEALS))
        return VERDICT_NONE;
    if (s->owned > 0 || s->kept_alive || s->immortal)
        return VERDICT_CLEAN;
    return s->escaped && !rule_is_freed(s) ? VERDICT_UNKNOWN : VERDICT_FOUND;
}

/* ---- exceptions at a return ---- */

enum match { MATCH_NO, MATCH_MAYBE, MATCH_EXACT };

static enum match
match_pointer(const struct outcome *o, const struct event *e)
{
    if (o->result == RESULT_VALUE)
        return MATCH_MAYBE;
    if (e->subject.null == NULL_UNKNOWN)
        return MATCH_MAYBE;
    bool null = o->result == RESULT_NULL;
    return null == (e->subject.null == NULL_IS) ? MATCH_EXACT : MATCH_NO;
}

static enum match
match_range(int64_t lo, int64_t hi, const struct event *e)
{
    if (lo <= e->lo && e->hi <= hi)
        return MATCH_EXACT;
    return e->hi < lo || hi < e->lo ? MATCH_NO : MATCH_MAYBE;
}

static enum match
match_number(const struct outcome *o, const struct event *e)
{
    if (o->result == RESULT_RANGE)
        return match_range(o->lo, o->hi, e);
    if (o->result == RESULT_NOTZERO)
        return e->lo > 0 || e->hi < 0 ? MATCH_EXACT : MATCH_MAYBE;
    return MATCH_MAYBE;
}

/* An outcome that names the returned value speaks louder than one that only
 * allows it: -1 under "-1! | value" is a failure. */
enum exc_duty
rule_exc_duty(const struct event *e)
{
    if (e->entry == NULL || !(e->returns_object || e->returns_number))
        return EXC_DUTY_OPEN;
    enum match best = MATCH_NO;
    bool seen_set = false, seen_none = false;
    for (size_t i = 0; i < e->entry->n_outcomes; i++) {
        const struct outcome *o = &e->entry->outcomes[i];
        enum match m = e->returns_object ? match_pointer(o, e)
                                         : match_number(o, e);
        if (m == MATCH_NO || m < best)
            continue;
        if (m > best)
            seen_set = seen_none = false;
        best = m;
        seen_set |= o->exc != EXC_KEEP && o->exc != EXC_NONE;
        seen_none |= o->exc != EXC_SET;
    }
    if (seen_set == seen_none)
        return EXC_DUTY_OPEN;
    return seen_set ? EXC_DUTY_SET : EXC_DUTY_NONE;
}

/* PyThreadState_Swap() brings a thread state where there is none. */
static bool
is_swap(const struct contract *c)
{
    bool attaches = false;
    for (size_t i = 0; i < c->n_outcomes; i++)
        attaches |= c->outcomes[i].turn == TURN_ATTACHES;
    return c->thread_mixed && attaches && c->shipped;
}

/* A helper of the program that needs the GIL for such a function first. */
static bool
leads_to_allocator(const struct contract *c)
{
    static const char *const names[] = {
        "PyObject_Malloc()", "PyObject_Calloc()", "PyObject_Realloc()",
        "PyObject_Free()", NULL};
    const char *way = c->needs;
    for (const char *next = way; next != NULL; next = strstr(way, " > "))
        way = next == way ? next : next + 3;
    return way != NULL &&
           (str_starts(way, "PyMem_") || str_is_one_of(way, names));
}

enum verdict
rule_judge_detached_call(const struct event *e, bool allocator)
{
    if (e->registrar != NULL) /* it is a callback: GIL004 says it */
        return VERDICT_NONE;
    if (e->callee == NULL || e->callee->thread != THREAD_NEEDED ||
        is_swap(e->callee))
        return VERDICT_NONE;
    if ((rule_is_allocator(e->callee) || leads_to_allocator(e->callee)) !=
        allocator)
        return VERDICT_NONE;
    switch (e->thread) {
    case THREAD_ATTACHED:
        return VERDICT_CLEAN;
    case THREAD_UNKNOWN:
        return VERDICT_UNKNOWN;
    case THREAD_DETACHED:
        return VERDICT_FOUND;
    }
    return VERDICT_NONE;
}

void
rule_add_detached_call(const struct event *e, struct text *out)
{
    const char *name = e->op->callee != NULL ? e->op->callee : e->callee->name;
    text_printf(out, "%s() is called without the GIL", name);
    if (e->flag != NULL)
        text_printf(out, ", and '%s' may say that it needs it", e->flag);
    rule_add_chain(e, out);
}
