/* Arguments that were parsed before:
 *
 *     if (!PyArg_ParseTuple(args, "Odd", &file, &width, &height))
 *         return NULL;
 *     if (is_path(file) &&
 *         !PyArg_ParseTuple(args, "O&dd", to_path, &path, &width, &height))
 *         return NULL;
 *
 * The second call can fail by what its converter makes of the first argument;
 * the numbers behind it have been accepted.
 */
#include "formats.h"

#include <string.h>

/* "dd" of "O&dd:name", behind the last converter. */
static size_t
tail(const char *format, const char **begin)
{
    size_t n = strcspn(format, ":;");
    size_t from = n;
    while (from > 0 && format[from - 1] != '&')
        from--;
    *begin = format + from;
    return n - from;
}

static bool
ends_alike(const char *earlier, const char *format)
{
    const char *end;
    size_t n = tail(format, &end), m = strcspn(earlier, ":;");
    return n > 0 && n < strlen(format) && m >= n &&
           strncmp(earlier + m - n, end, n) == 0;
}

/* The call fails, and something that a converter made is there. */
static bool
comes_late(const struct contract *c, const struct outcome *o)
{
    uint32_t bit = UINT32_C(1) << (o - c->outcomes);
    for (size_t i = 0; contract_outcome_fails(o) && i < c->n_params; i++)
        for (size_t k = 0; k < c->params[i].n_effects; k++)
            if (c->params[i].effects[k].verb == VERB_GIVES &&
                (c->params[i].effects[k].when & bit) != 0)
                return true;
    return false;
}

bool
call_parses_again(const struct calling *k, const struct state *s,
                  const struct outcome *o)
{
    const char *format = k->known_body || !comes_late(k->c, o)
                             ? NULL
                             : format_literal(k->model, k->op);
    for (const struct trace *t = s->trace; format != NULL && t != NULL;
         t = t->prev) {
        if (t->kind != STEP_CALL || t->callee == NULL || t->outcome < 0 ||
            t->op == k->op ||
            contract_outcome_fails(&t->callee->outcomes[t->outcome]))
            continue;
        const char *earlier = format_literal(program_line(k->x->p, t->op),
                                             t->op);
        if (earlier != NULL && t->op->args[0].kind == OPERAND_SLOT &&
            t->op->args[0].index == k->op->args[0].index &&
            k->op->args[0].kind == OPERAND_SLOT && ends_alike(earlier, format))
            return true;
    }
    return false;
}
