/* What the project says of its functions, in annotations and in the user's
 * own model lines.
 *
 * An annotation is "refaudit: " and a contract line, or one of the words
 * that cpychecker had an attribute for:
 *
 *     borrowed | new | steals N | sets exception | negative sets exception
 *
 * Of a function without a body they are all that is known.  Of one with a
 * body a contract line is what its callers get; the words are only held
 * against the body, which says more.
 */
#include "explore.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define PREFIX "refaudit: "

/* One function and what is said of it. */
struct claims {
    sym name;
    const struct type *type; /* FUNCTION */
    const sym *params;
    size_t n_params;
    /* Said: */
    const struct contract *line; /* NULL: only words */
    const char *text;            /* of the line, or of the last word */
    const char *where;           /* of a user's line */
    bool borrowed, is_new, raises, negative_raises;
    uint64_t steals;     /* bit i: parameter i */
    const char *problem; /* what is wrong with the text, or NULL */
    bool any;
};

/* ---- reading ---- */

static void
read_steals(struct claims *c, const char *number)
{
    char *end;
    unsigned long n = strtoul(number, &end, 10);
    if (*end != '\0' || n == 0 || n > c->n_params || n > 64)
        c->problem = "steals takes the number of a parameter, from 1";
    else
        c->steals |= UINT64_C(1) << (n - 1);
}

static void
read_line(struct program *p, struct claims *c, const char *text)
{
    struct contract_error error;
    struct contract *line = contract_parse(p->keep, p->syms, text, &error);
    if (line == NULL)
        c->problem = arena_strdup(p->keep, error.message);
    else if (line->name != c->name)
        c->problem = "the line is about another function";
    else if (line->n_params != c->n_params + c->type->variadic)
        c->problem = "the line has another number of parameters";
    else
        c->line = line;
    if (c->line != NULL)
        line->where = "annotation";
}

static void
read_annotation(struct program *p, struct claims *c, const char *text)
{
    if (!str_starts(text, PREFIX))
        return;
    text += strlen(PREFIX);
    c->text = text;
    c->any = true;
    if (strcmp(text, "borrowed") == 0)
        c->borrowed = true;
    else if (strcmp(text, "new") == 0)
        c->is_new = true;
    else if (strcmp(text, "sets exception") == 0)
        c->raises = true;
    else if (strcmp(text, "negative sets exception") == 0)
        c->negative_raises = true;
    else if (str_starts(text, "steals "))
        read_steals(c, text + strlen("steals "));
    else
        read_line(p, c, text);
}

static void
read_all(struct program *p, struct claims *c, const sym *annotations, size_t n)
{
    for (size_t i = 0; i < n; i++)
        read_annotation(p, c, annotations[i]);
}

/* ---- words as a contract, where there is no body ---- */

static void
add_result(const struct claims *c, struct text *t)
{
    const struct type *result = c->type->target;
    if (result->kind == TYPE_VOID)
        text_add(t, c->raises ? "void!" : "void");
    else if (c->raises)
        text_add(t, result->kind == TYPE_POINTER ? "NULL!" : "value!");
    else if (type_is_object_pointer(result))
        text_add(t, c->borrowed ? "lent | NULL!" : "new | NULL!");
    else if (result->kind == TYPE_INT && c->negative_raises)
        text_add(t, ">=0 | <0!");
    else
        text_add(t, "value?");
}

static bool
says_steals(const struct claims *c, size_t i)
{
    return i < 64 && (c->steals >> i & 1) != 0;
}

static const struct contract *
contract_of(struct program *p, const struct claims *c)
{
    struct contract_error error;
    struct text t = {.keep = p->keep};
    text_printf(&t, "%s(", c->name);
    for (size_t i = 0; i < c->n_params; i++) {
        const char *name = c->params[i];
        text_add(&t, i > 0 ? ", " : "");
        if (name != NULL)
            text_add(&t, name);
        else
            text_printf(&t, "arg%zu", i + 1);
        text_add(&t, says_steals(c, i) ? ":steals" : "");
    }
    if (c->type->variadic)
        text_add(&t, c->n_params > 0 ? ", ..." : "...");
    text_add(&t, ") -> ");
    add_result(c, &t);
    text_add(&t, " calls");
    struct contract *line = contract_parse(p->keep, p->syms, text_str(&t),
                                           &error);
    if (line != NULL)
        line->where = "annotation";
    return line;
}

/* ---- who gets them ---- */

static struct claims
claims_of_body(struct program *p, const struct procedure *proc)
{
    const struct func *f = proc->func;
    struct claims c = {
        .name = f->name, .type = f->type, .n_params = f->n_params};
    read_all(p, &c, f->annotations, f->n_annotations);
    const struct contract *line = model_find(p->model, f->name, p->version);
    if (line == NULL || line->shipped || c.line != NULL ||
        line->n_params != f->n_params + f->type->variadic)
        return c;
    c.any = true;
    c.line = line;
    c.where = line->where;
    c.text = contract_print(p->keep, line);
    return c;
}

static void
declare(struct program *p, const struct declaration *d)
{
    struct claims c = {.name = d->name,
                       .type = d->type,
                       .params = d->params,
                       .n_params = d->n_params};
    read_all(p, &c, d->annotations, d->n_annotations);
    if (!c.any || c.problem != NULL)
        return;
    const struct contract *line = c.line != NULL ? c.line : contract_of(p, &c);
    if (line != NULL)
        VEC_PUSH(p->keep, &p->declared, line);
}

const struct contract *
program_declared(const struct program *p, sym name)
{
    for (size_t i = 0; i < p->declared.n; i++)
        if (p->declared.v[i]->name == name)
            return p->declared.v[i];
    return NULL;
}

void
program_claims(struct program *p)
{
    for (size_t i = 0; i < p->procs.n; i++)
        p->procs.v[i].declared = claims_of_body(p, &p->procs.v[i]).line;
    for (size_t u = 0; u < p->units.n; u++)
        for (size_t i = 0; i < p->units.v[u]->n_declarations; i++)
            declare(p, &p->units.v[u]->declarations[i]);
}

/* ---- against the body ---- */

struct claim_check {
    struct program *p;
    const struct procedure *proc;
    const struct engine_sink *sink;
    struct claims c;
    const struct contract *body;
    arena *scratch;
    bool told;
};

static void
tell_claim_as(struct claim_check *k, struct claim_view v, enum confidence c)
{
    const struct func *f = k->proc->func;
    struct op *op = ARENA_NEW(k->scratch, struct op);
    *op = (struct op){
        .kind = OP_HAVOC,
        .dst = NO_SLOT,
        .loc = f->loc,
        .stmt = arena_printf(k->scratch, "$self: %s", k->c.text)};
    v.text = k->c.text;
    v.where = k->c.where;
    v.function = f->name;
    struct event e = {.kind = EVENT_CLAIM, .arg = (int)v.fault, .claim = &v};
    e.unit = k->proc->unit;
    e.func = f;
    e.op = op;
    e.subject.name = v.param != NULL ? v.param : f->name;
    e.confidence = c;
    e.trigger = TRIGGER_ANY_CALL;
    k->told = true;
    k->sink->event(k->sink->data, &e);
}

static void
tell_claim(struct claim_check *k, struct claim_view v)
{
    tell_claim_as(k, v, CONFIDENCE_LIKELY);
}

enum give { GIVES_NOTHING, GIVES_NEW, GIVES_BORROWED, GIVES_UNKNOWN };

static bool
has_effect(const struct param *p, enum verb verb, size_t outcome)
{
    for (size_t i = 0; i < p->n_effects; i++)
        if (p->effects[i].verb == verb &&
            (p->effects[i].when >> outcome & 1) != 0)
            return true;
    return false;
}

static enum give
outcome_gives(const struct contract *c, size_t i)
{
    const struct outcome *o = &c->outcomes[i];
    switch (o->result) {
    case RESULT_NEW:
    case RESULT_FRESH:
        return GIVES_NEW;
    case RESULT_LENT:
        return GIVES_BORROWED;
    case RESULT_NULL:
    case RESULT_NORETURN:
        return GIVES_NOTHING;
    case RESULT_VOID:
    case RESULT_SAME:
    case RESULT_INNER:
    case RESULT_SLOT:
    case RESULT_NONNULL:
    case RESULT_VALUE:
    case RESULT_RANGE:
    case RESULT_NOTZERO:
        return GIVES_UNKNOWN;
    }
    return GIVES_UNKNOWN;
}

static bool
line_gives(const struct contract *c, enum give give)
{
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (outcome_gives(c, i) == give)
            return true;
    return false;
}

static void
check_result(struct claim_check *k)
{
    if (!type_is_object_pointer(k->proc->func->type->target))
        return;
    bool is_new = k->c.is_new ||
                  (k->c.line != NULL && line_gives(k->c.line, GIVES_NEW) &&
                   !line_gives(k->c.line, GIVES_BORROWED));
    bool borrowed = k->c.borrowed ||
                    (k->c.line != NULL && !line_gives(k->c.line, GIVES_NEW) &&
                     line_gives(k->c.line, GIVES_BORROWED));
    if (is_new && line_gives(k->body, GIVES_BORROWED))
        tell_claim(k, (struct claim_view){.fault = CLAIM_NEW});
    if (borrowed && line_gives(k->body, GIVES_NEW))
        tell_claim(k, (struct claim_view){.fault = CLAIM_BORROWED});
}

static bool
line_consumes(const struct contract *c, size_t param, size_t outcome)
{
    return has_effect(&c->params[param], VERB_STEALS, outcome) ||
           has_effect(&c->params[param], VERB_RELEASES, outcome);
}

/* On every outcome that is a success. */
static bool
always_consumes(const struct contract *c, size_t param)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n_outcomes; i++) {
        if (contract_outcome_fails(&c->outcomes[i]) ||
            c->outcomes[i].result == RESULT_NORETURN)
            continue;
        if (!line_consumes(c, param, i))
            return false;
        n++;
    }
    return n > 0;
}

static bool
may_consume(const struct contract *c, size_t param)
{
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (line_consumes(c, param, i) ||
            has_effect(&c->params[param], VERB_ESCAPES, i) ||
            c->outcomes[i].result == RESULT_SAME)
            return true;
    return false;
}

static void
check_param(struct claim_check *k, size_t i)
{
    const struct slot *slot = &k->proc->func->slots[i];
    if (!type_is_object_pointer(slot->type))
        return;
    struct claim_view v = {.param = slot->name};
    bool said = says_steals(&k->c, i) ||
                (k->c.line != NULL && always_consumes(k->c.line, i));
    bool hinted = said || (k->c.line != NULL && may_consume(k->c.line, i));
    if (said && !may_consume(k->body, i)) {
        v.fault = CLAIM_STEALS;
        tell_claim(k, v);
    }
    else if (k->c.line != NULL && !hinted && always_consumes(k->body, i)) {
        v.fault = CLAIM_KEEPS;
        tell_claim(k, v);
    }
}

static bool
is_quiet(const struct outcome *o)
{
    for (size_t i = 0; i < o->n_conds; i++)
        if (o->conds[i].kind == COND_EXC)
            return false;
    return o->exc == EXC_NONE || o->exc == EXC_KEEP;
}

/* Does every outcome of the line that fails like this one raise? */
static bool
line_raises(const struct contract *c, const struct outcome *like)
{
    bool any = false;
    for (size_t i = 0; i < c->n_outcomes; i++) {
        const struct outcome *o = &c->outcomes[i];
        if (!contract_outcome_fails(o) || o->result != like->result)
            continue;
        any = true;
        if (o->exc != EXC_SET)
            return false;
    }
    return any;
}

/* Failures of a function of ours may be handed on as they are: whether that
 * one raises depends on more than its summary says. */
static bool
hands_failures_on(const struct claim_check *k)
{
    const struct func *f = k->proc->func;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            const struct procedure *to = program_callee(k->p, k->proc->unit,
                                                        op);
            if (to == NULL || to->summary == NULL)
                continue;
            for (size_t n = 0; n < to->summary->n_outcomes; n++)
                if (contract_outcome_fails(&to->summary->outcomes[n]))
                    return true;
        }
    return false;
}

static void
check_exceptions(struct claim_check *k)
{
    for (size_t i = 0; i < k->body->n_outcomes; i++) {
        const struct outcome *o = &k->body->outcomes[i];
        bool negative = o->result == RESULT_RANGE && o->hi < 0;
        bool said = k->c.raises || (k->c.negative_raises && negative);
        if (k->c.line != NULL && contract_outcome_fails(o) &&
            (o->result == RESULT_NULL || negative))
            said |= line_raises(k->c.line, o);
        if (!said || !is_quiet(o) || o->result == RESULT_NORETURN)
            continue;
        /* Where a call has failed on the way, it may have raised in a way
           that its summary does not tell. */
        bool own = (o->fails == CAUSE_NONE || o->fails == 0) &&
                   !hands_failures_on(k);
        tell_claim_as(k, (struct claim_view){.fault = CLAIM_RAISES},
                      own ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE);
        return;
    }
}

static void
check_body(struct claim_check *k)
{
    check_result(k);
    for (size_t i = 0; i < k->c.n_params && i < 64; i++)
        check_param(k, i);
    check_exceptions(k);
    if (!k->told)
        tell_claim(k, (struct claim_view){.fault = CLAIM_TRUE});
}

void
claims_check(struct program *p, const struct procedure *proc,
             const struct engine_sink *sink)
{
    if (sink->event == NULL)
        return;
    struct claim_check k = {.p = p, .proc = proc, .sink = sink};
    k.c = claims_of_body(p, proc);
    if (!k.c.any)
        return;
    k.body = proc->summary;
    k.scratch = arena_new();
    if (k.c.problem != NULL)
        tell_claim(&k, (struct claim_view){.fault = CLAIM_MALFORMED,
                                           .problem = k.c.problem});
    else if (k.body == NULL || k.body->n_params < k.c.n_params)
        tell_claim(&k, (struct claim_view){.fault = CLAIM_OPEN});
    else
        check_body(&k);
    arena_free(k.scratch);
}
