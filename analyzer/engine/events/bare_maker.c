/* vec = vector_new(): a function that makes something and is given nothing for
 * it, or numbers, has no reason to fail but that memory runs out.  Only its
 * name says so, for it has no body here and no line.
 */
#include "call.h"

#include <ctype.h>
#include <string.h>

static bool
ends_with_word(const char *name, const char *word)
{
    size_t n = strlen(name), k = strlen(word);
    if (n <= k || strcasecmp(name + n - k, word) != 0)
        return false;
    char first = name[n - k], before = name[n - k - 1];
    return before == '_' ||
           (isupper((unsigned char)first) && islower((unsigned char)before));
}

static bool
is_bare_maker(const struct explorer *x, const struct op *op)
{
    static const char *const words[] = {"new", "alloc", "create", NULL};
    if (op->kind != OP_CALL || op->callee == NULL || op->type == NULL ||
        op->type->kind != TYPE_POINTER ||
        op->type->target->kind != TYPE_RECORD ||
        type_is_object_pointer(op->type) || call_line(x, op) != NULL)
        return false;
    for (size_t i = 0; i < op->n_args; i++)
        if (op->args[i].kind != OPERAND_INT &&
            (op->arg_types == NULL || op->arg_types[i] == NULL ||
             op->arg_types[i]->kind != TYPE_INT))
            return false;
    for (size_t i = 0; words[i] != NULL; i++)
        if (ends_with_word(op->callee, words[i]))
            return true;
    return false;
}

bool
lacks_bare_maker(struct explorer *x, const struct state *s,
                 const struct trace *t)
{
    if (t->kind != STEP_BRANCH || t->about == NO_VALUE)
        return false;
    const struct term *n = term_asked(&x->terms, t->about);
    return n->kind == VALUE_SYMBOL && n->op != NULL &&
           is_bare_maker(x, n->op) &&
           value_null(x, s, term_intern(&x->terms, *n)) == NULL_IS;
}
