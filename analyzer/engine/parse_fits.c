/* PyArg_ParseTuple(args, "O|O", ...) takes any objects: where the code has
 * asked how many there are, it cannot fail for their number either.
 */
#include "call.h"

#include <string.h>

/* "OO|O:name"; false: some unit refuses objects. */
static bool
takes_any_objects(const char *text, int64_t *min, int64_t *max)
{
    *min = -1;
    *max = 0;
    for (; *text != '\0' && *text != ':' && *text != ';'; text++)
        if (*text == '|' && *min < 0)
            *min = *max;
        else if (*text == 'O' && text[1] != '!' && text[1] != '&')
            ++*max;
        else
            return false;
    *min = *min < 0 ? *max : *min;
    return true;
}

/* What PyTuple_Size(tuple) has said. */
static bool
size_is_within(const struct calling *k, const struct state *s, value tuple,
               int64_t min, int64_t max)
{
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        const struct term *t = term_at(&k->x->terms, f->v);
        if (f->lender == tuple && t->kind == VALUE_SYMBOL && t->op != NULL &&
            t->op->kind == OP_CALL && t->op->callee != NULL &&
            str_starts(t->op->callee, "PyTuple_") &&
            str_ends(t->op->callee, "ize") && f->lo >= min && f->hi <= max)
            return true;
    }
    return false;
}

bool
parse_fits(const struct calling *k, const struct state *s)
{
    int64_t min, max;
    if (k->op->callee == NULL || k->known_body || k->op->n_args < 3 ||
        strcmp(k->op->callee, "PyArg_ParseTuple") != 0)
        return false;
    const struct term *text = term_at(&k->x->terms, k->args[1]);
    return text->kind == VALUE_STRING &&
           takes_any_objects(text->name, &min, &max) &&
           size_is_within(k, s, k->args[0], min, max);
}
