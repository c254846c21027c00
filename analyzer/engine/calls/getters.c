/* Calls that find the same whenever they are made: what they read has a place
 * of its own in memory, under the name of the function.  And calls that find
 * what another call has just said is there.
 */
#include "call.h"

/* PyState_FindModule(&definition) -> lent | NULL: finds what was registered
   for a thing that lives for ever. */
static bool
looks_up(const struct calling *k)
{
    const struct contract *c = k->c;
    return c->n_outcomes == 2 && c->fails == CAUSE_EARLY &&
           c->outcomes[0].result == RESULT_LENT &&
           c->outcomes[1].result == RESULT_NULL && k->args[0] != NO_VALUE &&
           term_at(&k->x->terms, k->args[0])->kind == VALUE_GLOBAL;
}

/* PyArray_BASE(array) -> lent(array) | NULL: reads a field, like one that
   always finds something there. */
static bool
reads_field(const struct contract *c)
{
    bool perhaps = c->n_outcomes == 2 && c->fails == 0 &&
                   c->outcomes[1].result == RESULT_NULL &&
                   c->outcomes[1].exc == EXC_KEEP;
    return (c->n_outcomes == 1 || perhaps) && c->thread == THREAD_ANY;
}

static value
own_cell(const struct calling *k, const struct outcome *o)
{
    value v = o->field == NULL ? NO_VALUE : call_arg(k, o->param);
    if (v == NO_VALUE || !o->pure)
        return NO_VALUE;
    return term_intern(&k->x->terms, (struct term){.kind = VALUE_FIELD,
                                                   .a = v,
                                                   .number = o->offset,
                                                   .name = o->field});
}

value
call_getter_cell(const struct calling *k, const struct outcome *o)
{
    if (k->known_body)
        return own_cell(k, o);
    if (k->c->n_params != 1 || k->c->calls || k->op->callee == NULL ||
        k->op->n_args != 1 || call_arg(k, 0) == NO_VALUE ||
        !(looks_up(k) || reads_field(k->c)))
        return NO_VALUE;
    return term_intern(&k->x->terms, (struct term){.kind = VALUE_FIELD,
                                                   .a = call_arg(k, 0),
                                                   .number = INNER_NUMBER,
                                                   .name = k->op->callee});
}

void
getter_note(const struct explorer *x, const struct state *s, value v,
            struct outcome *o)
{
    const struct term *t = term_at(&x->terms, v);
    value at = t->kind == VALUE_SYMBOL ? term_read_from(t) : NO_VALUE;
    const struct term *field = term_at(&x->terms, at);
    if (at == NO_VALUE || field->kind != VALUE_FIELD || field->number < 0 ||
        o->param < 0 || term_at(&x->terms, field->a)->kind != VALUE_PARAM ||
        term_at(&x->terms, field->a)->number != o->param ||
        state_load(s, at) != v)
        return;
    o->field = field->name;
    o->offset = field->number;
}

bool
call_is_known_found(const struct calling *k, const struct state *s,
                    const struct outcome *o)
{
    value cell = o->result == RESULT_NULL ? call_getter_cell(k, o) : NO_VALUE;
    value v = cell == NO_VALUE ? NO_VALUE : state_load(s, cell);
    return v != NO_VALUE && v != ZEROED;
}

bool
call_gets_state(const struct calling *k, const struct outcome *o)
{
    const struct type *t = k->op->type;
    return o->result == RESULT_INNER && o->param == 0 &&
           k->c->n_outcomes == 1 && k->c->n_params == 1 && !k->c->calls &&
           (!k->known_body || o->pure) && k->op->callee != NULL &&
           call_arg(k, 0) != NO_VALUE &&
           type_is_object_pointer(call_arg_type(k, 0)) && type_is_pointer(t) &&
           !type_is_object_pointer(t) && t->target != NULL &&
           (t->target->kind == TYPE_VOID || t->target->kind == TYPE_RECORD);
}

value
call_state(const struct calling *k)
{
    value v = term_intern(&k->x->terms, (struct term){.kind = VALUE_FIELD,
                                                      .a = call_arg(k, 0),
                                                      .number = INNER_NUMBER,
                                                      .name = k->op->callee});
    if (k->x->terms.v.v[v].type == NULL)
        k->x->terms.v.v[v].type = k->op->type;
    return v;
}

/* ---- keys that a dict is known to have ---- */

static bool
is_named(const struct calling *k, const char *const *names)
{
    return !k->known_body && k->op->callee != NULL && k->op->n_args == 2 &&
           call_arg(k, 0) != NO_VALUE && call_arg(k, 1) != NO_VALUE &&
           str_is_one_of(k->op->callee, names);
}

/* How the code has learned that a dict has a key. */
enum { ASKED = -1, LOOKED_UP = -2 };

/* What stands for "this dict has this key". */
static value
key_term(const struct calling *k, int how)
{
    return term_intern(&k->x->terms, (struct term){.kind = VALUE_ITEM,
                                                   .a = call_arg(k, 0),
                                                   .b = call_arg(k, 1),
                                                   .number = how});
}

/* PyDict_DelItem(), PyDict_Clear(): what changes the container and puts
   nothing in. */
static void
forget_keys(const struct calling *k, struct state *s)
{
    value dict = call_arg(k, 0);
    for (size_t i = 1; i < k->c->n_params; i++)
        if (param_has(&k->c->params[i], VERB_RETAINS) ||
            param_has(&k->c->params[i], VERB_STEALS))
            return;
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct term *t = term_at(&k->x->terms, s->facts.v[i].v);
        if (t->kind == VALUE_ITEM && t->number < 0 && t->a == dict)
            s->facts.v[i].null = NULL_UNKNOWN;
    }
}

void
call_note_key(const struct calling *k, struct state *s,
              const struct outcome *o)
{
    static const char *const questions[] = {"PyDict_Contains", NULL};
    static const char *const finders[] = {"PyDict_GetItem",
                                          "PyDict_GetItemString",
                                          "PyDict_GetItemWithError", NULL};
    if (is_named(k, questions) && o->result == RESULT_RANGE && o->lo == 1)
        state_fact_make(k->x, s, key_term(k, ASKED))->null = NULL_NEVER;
    else if (is_named(k, finders) && o->result == RESULT_LENT)
        state_fact_make(k->x, s, key_term(k, LOOKED_UP))->null = NULL_NEVER;
    else if (k->c->n_params > 0 && param_has(&k->c->params[0], VERB_CHANGES))
        forget_keys(k, s);
}

/* Nobody asks first, and then takes it that the key has gone meanwhile. */
bool
call_misses_key(const struct calling *k, const struct state *s,
                const struct outcome *o)
{
    static const char *const look_ups[] = {"PyDict_GetItem",
                                           "PyDict_GetItemWithError", NULL};
    return o->result == RESULT_NULL && is_named(k, look_ups) &&
           state_fact(s, key_term(k, ASKED))->null == NULL_NEVER;
}

/* What deletes it finds it, too. */
bool
call_deletes_known(const struct calling *k, const struct state *s)
{
    static const char *const deleters[] = {"PyDict_DelItem",
                                           "PyDict_DelItemString", NULL};
    return is_named(k, deleters) &&
           (state_fact(s, key_term(k, ASKED))->null == NULL_NEVER ||
            state_fact(s, key_term(k, LOOKED_UP))->null == NULL_NEVER);
}
