/* PyArg_ParseTuple(args, "O|O", ...) takes any objects: where the code has
 * asked how many there are, it cannot fail for their number either.
 */
#include "formats.h"

#include <string.h>

/* "OO|O"; false: some unit refuses objects. */
static bool
takes_any_objects(const struct format_shape *shape, int64_t *min)
{
    *min = 0;
    for (size_t i = 0; i < shape->n_args; i++) {
        const struct format_arg *arg = &shape->args[i];
        if (strcmp(arg->unit, "O") != 0 || arg->temporary)
            return false;
        *min += !arg->optional;
    }
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
    int64_t min;
    if (k->op->callee == NULL || k->known_body ||
        strcmp(k->op->callee, "PyArg_ParseTuple") != 0)
        return false;
    const struct format_shape *shape = format_shape_of(k);
    return shape != NULL && takes_any_objects(shape, &min) &&
           size_is_within(k, s, k->args[0], min, (int64_t)shape->n_args);
}
