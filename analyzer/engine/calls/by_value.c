/* What a call takes along.  A function that nobody knows may keep all that it
 * is given, and every function what lies in a struct that is passed by value:
 * effects are those on arguments and what these point to.
 *
 *     Logger logger = {payload, log_line};
 *     parser_set_logger(parser, logger);
 */
#include "call.h"

static void
hand_over_record(const struct calling *k, struct state *s, uint32_t slot)
{
    const struct explorer *x = k->x;
    struct term local = {.kind = VALUE_LOCAL, .number = slot};
    value record = term_intern(&k->x->terms, local);
    for (size_t i = 0; i < s->memory.n; i++) {
        struct cell c = s->memory.v[i];
        if (c.content != ZEROED && c.content != NO_VALUE &&
            address_is_below(&x->terms, c.at, record))
            call_escape(k, s, c.content);
    }
}

void
call_hands_over(const struct calling *k, struct state *s)
{
    for (size_t i = 0; i < k->op->n_args; i++) {
        const struct operand *o = &k->op->args[i];
        const struct type *t = o->kind == OPERAND_SLOT
                                   ? k->x->f->slots[o->index].type
                                   : NULL;
        if (t != NULL && t->kind == TYPE_RECORD)
            hand_over_record(k, s, o->index);
        if (k->c == NULL && !call_only_reads(k, s, i))
            call_escape(k, s, k->args[i]);
    }
}
