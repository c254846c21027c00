/* States as text, for `--dump=states`: what may hold before each op that
 * states meet at.
 */
#include "explore.h"

#include <inttypes.h>

static const char *const exceptions[] = {
    [EXC_STATE_NONE] = "no exception",
    [EXC_STATE_SET] = "exception",
    [EXC_STATE_MAYBE] = "exception?",
};

static const char *const threads[] = {
    [THREAD_ATTACHED] = "",
    [THREAD_DETACHED] = " detached",
    [THREAD_UNKNOWN] = " thread?",
};

static const struct {
    uint32_t flag;
    const char *name;
} flags[] = {
    {FLAG_ESCAPED, "escaped"}, {FLAG_RELEASED, "released"},
    {FLAG_GIVEN, "given"},     {FLAG_FRESH, "fresh"},
    {FLAG_INNER, "inner"},     {FLAG_DOUBT, "doubt"},
    {FLAG_LOOSE, "loose"},     {FLAG_SHAKEN, "shaken"},
    {FLAG_CHANGED, "changed"}, {FLAG_OWED, "owed"},
    {FLAG_UNSET, "unset"},     {FLAG_ASKED, "asked"},
    {FLAG_TYPED, "typed"},
};

static void
print_value(const struct explorer *x, value v, struct text *out)
{
    const struct term *t = v == ZEROED ? NULL : term_at(&x->terms, v);
    if (t == NULL)
        text_add(out, "zero");
    else if (t->kind == VALUE_INT)
        text_printf(out, "%" PRId64, t->number);
    else if (t->kind == VALUE_GLOBAL || t->kind == VALUE_FUNCTION)
        text_printf(out, "&%s", t->name);
    else if (t->kind == VALUE_PARAM)
        text_printf(out, "%s", x->f->slots[t->number].name);
    else if (t->kind == VALUE_LOCAL && x->f->slots[t->number].name != NULL)
        text_printf(out, "&%s", x->f->slots[t->number].name);
    else if (t->kind == VALUE_FIELD && t->name != NULL) {
        print_value(x, t->a, out);
        text_printf(out, ".%s", t->name);
    }
    else
        text_printf(out, "#%" PRIu32, v);
}

static void
print_range(const struct fact *f, struct text *out)
{
    if (f->lo == INT64_MIN && f->hi == INT64_MAX)
        return;
    text_add(out, " ");
    if (f->lo != INT64_MIN)
        text_printf(out, "%" PRId64, f->lo);
    text_add(out, "..");
    if (f->hi != INT64_MAX)
        text_printf(out, "%" PRId64, f->hi);
}

static void
print_fact(const struct explorer *x, const struct fact *f, struct text *out)
{
    text_add(out, "      ");
    print_value(x, f->v, out);
    text_add(out, ":");
    if (f->null != NULL_UNKNOWN)
        text_add(out, f->null == NULL_IS ? " NULL" : " not NULL");
    if (f->kind != NULL)
        text_printf(out, " %s owned %d", f->kind, f->owned);
    if (f->held != 0)
        text_printf(out, " held %d", f->held);
    print_range(f, out);
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if ((f->flags & flags[i].flag) != 0)
            text_printf(out, " %s", flags[i].name);
    if (f->lender != NO_VALUE) {
        text_add(out, " from ");
        print_value(x, f->lender, out);
    }
    text_add(out, "\n");
}

static void
print_state(const struct explorer *x, const struct state *s, struct text *out)
{
    text_printf(out, "    %s%s%s\n", exceptions[s->exc], threads[s->thread],
                s->joined ? " joined" : "");
    for (size_t i = 0; i < s->slots.n; i++) {
        const char *name = x->f->slots[s->slots.v[i].at].name;
        text_add(out, "      ");
        if (name != NULL)
            text_printf(out, "%s = ", name);
        else
            text_printf(out, "t%" PRIu32 " = ", s->slots.v[i].at);
        print_value(x, s->slots.v[i].content, out);
        text_add(out, "\n");
    }
    for (size_t i = 0; i < s->memory.n; i++) {
        text_add(out, "      *");
        print_value(x, s->memory.v[i].at, out);
        text_add(out, " = ");
        print_value(x, s->memory.v[i].content, out);
        text_add(out, "\n");
    }
    for (size_t i = 0; i < s->facts.n; i++)
        print_fact(x, &s->facts.v[i], out);
}

void
states_print(const struct explorer *x, struct text *out)
{
    text_printf(out, "%s: %u states\n", x->f->name, x->states);
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct point *p = &x->ops[x->blocks[b].first_op + i].point;
            if (p->known.n > 0)
                text_printf(out, "  b%zu op %zu: %zu\n", b, i, p->known.n);
            for (size_t n = 0; n < p->known.n; n++)
                print_state(x, p->known.v[n].node->state, out);
        }
}
