/* Objects as Python code handed them in: of any type, as long as nobody has
 * looked at it.  Calls that fail for objects of another type can fail for
 * these; elsewhere the code has made sure of the type, or its callers have.
 */
#include "call.h"

#include <string.h>

/* An argument of a function that Python code calls. */
static bool
is_argument(const struct explorer *x, const struct term *t)
{
    static const char *const names[] = {"arg", "value", "key", NULL};
    return t->kind == VALUE_PARAM && x->entry != NULL &&
           !x->proc->entry_guessed && t->number > 0 &&
           (size_t)t->number < x->entry->n_params &&
           type_is_object_pointer(t->type) &&
           str_is_one_of(x->entry->params[t->number].name, names);
}

/* The tuple, dictionary or array of arguments. */
static bool
holds_arguments(const struct explorer *x, const struct term *t)
{
    static const char *const names[] = {"args", "kwds", NULL};
    return t->kind == VALUE_PARAM && x->entry != NULL &&
           !x->proc->entry_guessed && (size_t)t->number < x->entry->n_params &&
           str_is_one_of(x->entry->params[t->number].name, names);
}

/* Whoever parses arguments has them from Python code, even if the table with
   its name is made elsewhere. */
static bool
is_parsed(const struct term *t, const struct term *from)
{
    return t->op->kind == OP_CALL && t->op->callee != NULL &&
           str_starts(t->op->callee, "PyArg_") && from->kind == VALUE_PARAM;
}

/* What was taken from the arguments. */
static bool
is_part(const struct explorer *x, const struct state *s, value v,
        const struct term *t)
{
    value from = t->op->kind == OP_CALL ? state_fact(s, v)->lender
                 : t->a == NO_VALUE     ? NO_VALUE
                                        : term_root(&x->terms, t->a);
    if (from == NO_VALUE)
        return false;
    const struct term *args = term_at(&x->terms, from);
    return holds_arguments(x, args) || is_parsed(t, args);
}

/* What Python code answered. */
static bool
is_answer(const struct term *t)
{
    static const char *const calls[] = {
        "PyObject_GetAttr",   "PyObject_Call",   "PyObject_GetItem",
        "PySequence_GetItem", "PyIter_Next",     "PyMapping_GetItem",
        "_PyObject_Call",     "PyObject_Vector", "PyEval_Call"};
    for (size_t i = 0; t->op->kind == OP_CALL && t->op->callee != NULL &&
                       i < sizeof calls / sizeof *calls;
         i++)
        if (str_starts(t->op->callee, calls[i]))
            return true;
    return false;
}

enum known_type { TYPE_SURE, TYPE_OF_ARGUMENT, TYPE_OF_ANSWER };

static enum known_type
known_type(const struct explorer *x, const struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if ((state_fact(s, v)->flags & FLAG_TYPED) != 0)
        return TYPE_SURE;
    if (is_argument(x, t))
        return TYPE_OF_ARGUMENT;
    if (t->kind != VALUE_SYMBOL || t->op == NULL)
        return TYPE_SURE;
    return is_answer(t)          ? TYPE_OF_ANSWER
           : is_part(x, s, v, t) ? TYPE_OF_ARGUMENT
                                 : TYPE_SURE;
}

/* On success variables are filled, which the code uses then. */
static bool
fills_variables(const struct contract *c)
{
    for (size_t i = 0; i < c->n_params; i++)
        if (param_has(&c->params[i], VERB_LENDS))
            return true;
    return false;
}

/* The call works on an object of whose type nothing is known.  Answers are
 * mostly of the type that was asked for; where they are not, a size of -1
 * harms less than NULL or variables without a value. */
bool
call_on_any_type(const struct calling *k, const struct state *s,
                 const struct outcome *o)
{
    value v = call_arg(k, 0);
    if (v == NO_VALUE || k->known_body ||
        !type_is_object_pointer(call_arg_type(k, 0)))
        return false;
    enum known_type t = known_type(k->x, s, v);
    return t == TYPE_OF_ARGUMENT ||
           (t == TYPE_OF_ANSWER &&
            (o->result == RESULT_NULL || fills_variables(k->c)));
}

/* What is in a list or dictionary that was an argument: mostly the code has
 * made sure of it before, or else it looks whether the call failed. */
bool
call_on_any_item(const struct calling *k, const struct state *s)
{
    const struct explorer *x = k->x;
    value v = call_arg(k, 0);
    const struct term *t = term_at(&x->terms, v);
    if (v == NO_VALUE || k->known_body || t->kind != VALUE_SYMBOL ||
        t->op == NULL || (state_fact(s, v)->flags & FLAG_TYPED) != 0)
        return false;
    value in = t->op->kind == OP_CALL ? state_fact(s, v)->lender
               : t->a == NO_VALUE     ? NO_VALUE
                                      : term_root(&x->terms, t->a);
    const struct term *c = term_at(&x->terms, in);
    return in != NO_VALUE &&
           (is_argument(x, c) || (c->kind == VALUE_SYMBOL && c->op != NULL &&
                                  is_part(x, s, in, c)));
}

/* The object that the call was made on, as far as its variable still has it.
 */
static value
object_of(const struct state *s, const struct term *made)
{
    bool call = made->kind == VALUE_SYMBOL && made->op != NULL &&
                made->op->kind == OP_CALL && made->op->n_args > 0;
    const struct operand *o = call ? &made->op->args[0] : NULL;
    return o != NULL && o->kind == OPERAND_SLOT ? state_slot(s, o->index)
                                                : NO_VALUE;
}

/* str(o) of an object that is no struct of the program. */
static bool
is_shown_object(const struct explorer *x, const struct term *t)
{
    static const char *const names[] = {"PyObject_Str", "PyObject_Repr", NULL};
    if (t->op->kind != OP_CALL || t->op->callee == NULL ||
        !str_is_one_of(t->op->callee, names))
        return false;
    const struct op *cast = func_made_by(x->f, &t->op->args[0]);
    return cast == NULL || cast->kind != OP_CAST;
}

/* `text` was read from a str of which Python code chooses the letters. */
bool
text_is_chosen(const struct explorer *x, const struct state *s, value text)
{
    value v = object_of(s, term_at(&x->terms, text));
    const struct term *t = v == NO_VALUE ? NULL : term_at(&x->terms, v);
    if (t == NULL)
        return false;
    if (t->kind == VALUE_PARAM)
        return x->entry != NULL && !x->proc->entry_guessed && t->number > 0;
    return t->kind == VALUE_SYMBOL && t->op != NULL &&
           (is_answer(t) || is_part(x, s, v, t) || is_shown_object(x, t));
}

/* Somebody asks for the type of its arguments, or may do so where we do not
   see it. */
static bool
looks_at_type(const struct calling *k)
{
    static const char *const questions[] = {"Py_TYPE",
                                            "Py_IS_TYPE",
                                            "PyObject_Type",
                                            "PyObject_IsInstance",
                                            "PyObject_IsSubclass",
                                            NULL};
    const char *name = k->op->callee;
    return k->c == NULL || k->known_body || name == NULL ||
           (k->c->fails & CAUSE_TYPE) != 0 || str_ends(name, "Check") ||
           str_ends(name, "CheckExact") || str_is_one_of(name, questions);
}

/* Whatever comes of the call, whoever goes on knows more than before. */
void
call_types_args(const struct calling *k, struct state *s)
{
    if (!looks_at_type(k))
        return;
    for (size_t i = 0; i < k->op->n_args; i++)
        if (k->args[i] != NO_VALUE &&
            type_is_object_pointer(call_arg_type(k, i)) &&
            known_type(k->x, s, k->args[i]) != TYPE_SURE)
            state_fact_make(k->x, s, k->args[i])->flags |= FLAG_TYPED;
}
