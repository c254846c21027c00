/* Canonical text of a contract. */
#include "words.h"

#include <string.h>

static void
print_kind(struct text *t, sym kind)
{
    if (kind != NULL && strcmp(kind, "ref") != 0)
        text_printf(t, ".%s", kind);
}

/* ---- returns ------------------------------------------------------------ */

static void
print_range(struct text *t, int64_t lo, int64_t hi)
{
    if (lo == hi)
        text_printf(t, "%lld", (long long)lo);
    else if (lo == INT64_MIN && hi == -1)
        text_add(t, "<0");
    else if (lo == INT64_MIN && hi == 0)
        text_add(t, "<=0");
    else if (lo == 1 && hi == INT64_MAX)
        text_add(t, ">0");
    else if (lo == 0 && hi == INT64_MAX)
        text_add(t, ">=0");
    else
        text_printf(t, "%lld..%lld", (long long)lo, (long long)hi);
}

/* The return without its kind and names: what @when calls it. */
static void
print_return_head(struct text *t, const struct outcome *o)
{
    if (o->result == RESULT_RANGE)
        print_range(t, o->lo, o->hi);
    else if (o->result == RESULT_NOTZERO)
        text_add(t, "!=0");
    else
        text_add(t, word_name(return_words, (int)o->result));
}

static void
print_return(struct text *t, const struct contract *c, const struct outcome *o)
{
    print_return_head(t, o);
    switch (o->result) {
    case RESULT_NEW:
    case RESULT_FRESH:
        print_kind(t, o->kind);
        break;
    case RESULT_LENT:
    case RESULT_SAME:
    case RESULT_INNER:
        assert(o->param >= 0 || o->result == RESULT_LENT);
        if (o->param >= 0)
            text_printf(t, "(%s)", c->params[o->param].name);
        break;
    case RESULT_SLOT:
        text_printf(t, "(%s, %s)", c->params[o->param].name,
                    c->params[o->index].name);
        break;
    case RESULT_VOID:
    case RESULT_NULL:
    case RESULT_NONNULL:
    case RESULT_VALUE:
    case RESULT_RANGE:
    case RESULT_NOTZERO:
    case RESULT_NORETURN:
        break;
    }
}

static void
print_cond(struct text *t, const struct contract *c, const struct cond *cond)
{
    if (cond->kind == COND_EXC)
        text_add(t, "exc");
    else if (cond->kind == COND_NOEXC)
        text_add(t, "!exc");
    else {
        text_printf(t, "%s%s %s ", cond->cell ? "*" : "",
                    c->params[cond->param].name,
                    word_name(compare_words, (int)cond->compare));
        if (cond->null)
            text_add(t, "NULL");
        else
            text_printf(t, "%lld", (long long)cond->number);
    }
}

static void
print_outcome(struct text *t, const struct contract *c,
              const struct outcome *o)
{
    static const char *const marks[] = {
        [EXC_KEEP] = "", [EXC_SET] = "!", [EXC_MAYBE] = "?", [EXC_NONE] = "~"};
    print_return(t, c, o);
    text_add(t, marks[o->exc]);
    for (size_t i = 0; i < o->n_conds; i++) {
        text_add(t, i == 0 ? " if " : " & ");
        print_cond(t, c, &o->conds[i]);
    }
}

/* ---- whens -------------------------------------------------------------- */

static uint32_t
outcomes_mask(const struct contract *c, bool fails)
{
    uint32_t mask = 0;
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (contract_outcome_fails(&c->outcomes[i]) == fails)
            mask |= UINT32_C(1) << i;
    return mask;
}

bool
outcome_reads_like(const struct outcome *a, const struct outcome *b)
{
    return a->result == b->result &&
           (a->result != RESULT_RANGE || (a->lo == b->lo && a->hi == b->hi));
}

/* The outcomes that read like outcome `like`. */
static uint32_t
literal_mask(const struct contract *c, size_t like)
{
    uint32_t mask = 0;
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (outcome_reads_like(&c->outcomes[like], &c->outcomes[i]))
            mask |= UINT32_C(1) << i;
    return mask;
}

/* After a comma a word would begin the next parameter, but for NULL. */
static bool
may_follow_comma(const struct outcome *o)
{
    return o->result == RESULT_RANGE || o->result == RESULT_NOTZERO ||
           o->result == RESULT_NULL;
}

/* Literals when they choose just these outcomes, else nothing. */
static const char *
literal_list(arena *keep, const struct contract *c, uint32_t when)
{
    struct text t = {.keep = keep};
    uint32_t left = when;
    for (size_t i = 0; i < c->n_outcomes; i++) {
        if (!(left & UINT32_C(1) << i))
            continue;
        uint32_t mask = literal_mask(c, i);
        if (mask & ~when || (t.n > 0 && !may_follow_comma(&c->outcomes[i])))
            return NULL;
        if (t.n > 0)
            text_add(&t, ",");
        print_return_head(&t, &c->outcomes[i]);
        left &= ~mask;
    }
    return text_str(&t);
}

static void
print_positions(struct text *t, const struct contract *c, uint32_t when)
{
    const char *comma = "";
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (when & UINT32_C(1) << i) {
            text_printf(t, "%s#%zu", comma, i + 1);
            comma = ",";
        }
}

static void
print_when(struct text *t, const struct contract *c, uint32_t when)
{
    uint32_t ok = outcomes_mask(c, false), failing = outcomes_mask(c, true);
    when &= ok | failing;
    assert(when != 0);
    if (when == (ok | failing))
        return;
    text_add(t, "@");
    if (when == ok || when == failing) {
        text_add(t, when == ok ? "ok" : "fail");
        return;
    }
    const char *literals = literal_list(t->keep, c, when);
    if (literals != NULL)
        text_add(t, literals);
    else
        print_positions(t, c, when);
}

/* ---- parameters --------------------------------------------------------- */

static void
print_effect(struct text *t, const struct contract *c, const struct effect *e)
{
    text_add(t, verb_name(e->verb));
    if (word_takes_kind(e->verb))
        print_kind(t, e->kind);
    if (e->other >= 0)
        text_printf(t, "(%s)", c->params[e->other].name);
    print_when(t, c, e->when);
}

static void
print_params(struct text *t, const struct contract *c)
{
    for (size_t i = 0; i < c->n_params; i++) {
        const struct param *p = &c->params[i];
        text_printf(t, "%s%s", i > 0 ? ", " : "", p->name);
        for (size_t j = 0; j < p->n_effects; j++) {
            text_add(t, j == 0 ? ":" : "+");
            print_effect(t, c, &p->effects[j]);
        }
    }
}

/* ---- attributes --------------------------------------------------------- */

static void
print_thread(struct text *t, enum thread_effect thread)
{
    static const char *const names[] = {[THREAD_NEEDED] = "",
                                        [THREAD_ANY] = " anythread",
                                        [THREAD_DETACHES] = " detaches",
                                        [THREAD_ATTACHES] = " attaches"};
    text_add(t, names[thread]);
}

static void
print_turn(struct text *t, const struct contract *c, enum turn turn,
           const char *word)
{
    uint32_t when = 0;
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (c->outcomes[i].turn == turn)
            when |= UINT32_C(1) << i;
    if (!c->thread_mixed || when == 0)
        return;
    text_printf(t, " %s", word);
    print_when(t, c, when);
}

static void
print_hold(struct text *t, const struct contract *c, const struct hold *h,
           const char *word)
{
    if (h->kind == NULL)
        return;
    text_printf(t, " %s.%s", word, h->kind);
    print_when(t, c, h->when);
}

static void
print_version(struct text *t, const char *name, struct version v)
{
    if (v.major > 0)
        text_printf(t, " %s(%d.%d)", name, v.major, v.minor);
}

static void
print_causes(struct text *t, unsigned fails)
{
    bool any = false;
    for (const struct word *w = cause_words; w->name != NULL; w++)
        if (fails & (unsigned)w->value) {
            text_printf(t, "%s%s", any ? ", " : " fails(", w->name);
            any = true;
        }
    if (any)
        text_add(t, ")");
}

static void
print_types(struct text *t, const char *name, unsigned types)
{
    const char *before = name;
    for (const char *word; (word = object_type_next(&types)) != NULL;) {
        text_printf(t, "%s%s", before, word);
        before = ", ";
    }
    text_add(t, before == name ? "" : ")");
}

static void
print_attrs(struct text *t, const struct contract *c)
{
    if (c->unstable)
        text_add(t, " unstable");
    if (c->calls)
        text_add(t, " calls");
    if (c->seldom != SELDOM_NOT)
        text_printf(t, "(%s)", word_name(seldom_words, (int)c->seldom));
    print_thread(t, c->thread);
    print_turn(t, c, TURN_DETACHES, "detaches");
    print_turn(t, c, TURN_ATTACHES, "attaches");
    print_hold(t, c, &c->enters, "enters");
    print_hold(t, c, &c->leaves, "leaves");
    print_version(t, "since", c->since);
    print_version(t, "until", c->until);
    print_causes(t, c->fails);
    if (c->format != NULL)
        text_printf(t, " format(%s, %s)", c->format,
                    c->params[c->format_param].name);
    print_types(t, " makes(", c->makes);
    if (c->utf8)
        text_add(t, " utf8");
}

const char *
contract_print(arena *keep, const struct contract *c)
{
    struct text t = {.keep = keep};
    assert(c->n_outcomes > 0 && c->n_outcomes <= CONTRACT_MAX_OUTCOMES);
    text_add(&t, c->name);
    text_add(&t, "(");
    print_params(&t, c);
    text_add(&t, ") -> ");
    for (size_t i = 0; i < c->n_outcomes; i++) {
        text_add(&t, i > 0 ? " | " : "");
        print_outcome(&t, c, &c->outcomes[i]);
    }
    print_attrs(&t, c);
    return text_str(&t);
}

const char *
contract_id(arena *keep, const struct contract *c)
{
    const char *text = contract_print(keep, c);
    return arena_strndup(keep, hash_hex(keep, text, strlen(text)), 8);
}
