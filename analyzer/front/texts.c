/* Text in a variable that never changes is as good as the literal.
 *
 *     static const char *const format = "O|n:find";
 *     static char format[] = "O|n";
 *
 * The variable is static and begins with one literal, and its unit does no
 * more than read it.
 */
#include "build.h"
#include "map.h"

struct text_variable {
    sym literal;
    bool pointer; /* else an array */
    bool changed;
};

struct texts {
    arena *scratch;
    struct map by_name; /* struct text_variable */
    bool any;
};

static bool
is_chars(const struct type *t)
{
    return t != NULL && t->kind == TYPE_INT && t->size == 1;
}

static void
add_variable(struct texts *x, const struct global *g)
{
    const struct type *t = g->type;
    bool text = g->is_static && g->n_inits == 1 && g->inits[0].n_path == 0 &&
                g->inits[0].value.kind == OPERAND_STRING && t != NULL &&
                (t->kind == TYPE_POINTER || t->kind == TYPE_ARRAY) &&
                is_chars(t->target);
    if (!text)
        return;
    struct text_variable *v = ARENA_NEW(x->scratch, struct text_variable);
    v->literal = g->inits[0].value.name;
    v->pointer = t->kind == TYPE_POINTER;
    map_put(x->scratch, &x->by_name, g->name, v);
    x->any = true;
}

static struct text_variable *
variable(const struct texts *x, const struct operand *o)
{
    return o->kind == OPERAND_GLOBAL ? map_get(&x->by_name, o->name) : NULL;
}

static void
note_change(const struct texts *x, const struct operand *o)
{
    struct text_variable *v = variable(x, o);
    if (v != NULL)
        v->changed = true;
}

static bool
is_read_argument(const struct op *op, size_t i)
{
    return op->kind == OP_CALL && i < 64 && (op->reads >> i & 1) != 0;
}

static void
note_op(const struct texts *x, const struct op *op)
{
    const struct text_variable *v = variable(x, &op->a);
    if (v == NULL || !v->pointer || op->kind != OP_LOAD)
        note_change(x, &op->a);
    note_change(x, &op->b);
    for (size_t i = 0; i < op->n_args; i++) {
        v = variable(x, &op->args[i]);
        if (v != NULL && (v->pointer || !is_read_argument(op, i)))
            note_change(x, &op->args[i]);
    }
}

static void
note_function(const struct texts *x, const struct func *f)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            note_op(x, &f->blocks[b].ops[i]);
}

static void
note_table(const struct texts *x, const struct global *g)
{
    for (size_t i = 0; i < g->n_inits; i++)
        note_change(x, &g->inits[i].value);
}

/* ---- from names to literals ---- */

/* Of what the operand is the name, or a copy. */
static sym
literal_of(const struct texts *x, const struct func *f,
           const struct operand *o)
{
    const struct text_variable *v = variable(x, o);
    const struct op *made = func_made_behind(f, o);
    if (made != NULL && made->kind == OP_LOAD)
        v = variable(x, &made->a);
    return v != NULL && !v->changed ? v->literal : NULL;
}

static const struct operand *
with_literals(const struct texts *x, arena *keep, const struct func *f,
              const struct op *op)
{
    struct operand *args = NULL;
    for (size_t i = 0; i < op->n_args; i++) {
        sym literal = is_read_argument(op, i) ? literal_of(x, f, &op->args[i])
                                              : NULL;
        if (literal == NULL)
            continue;
        if (args == NULL)
            args = arena_copy(keep, op->args, op->n_args * sizeof *args);
        args[i] = (struct operand){.kind = OPERAND_STRING, .name = literal};
    }
    return args != NULL ? args : op->args;
}

static bool
reads_any(const struct texts *x, const struct func *f)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            bool any = variable(x, &op->a) != NULL;
            for (size_t k = 0; k < op->n_args && !any; k++)
                any = variable(x, &op->args[k]) != NULL;
            if (any)
                return true;
        }
    return false;
}

static void
settle(const struct texts *x, arena *keep, const struct func *f)
{
    if (!reads_any(x, f))
        return;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            struct op *op = (struct op *)&f->blocks[b].ops[i];
            if (op->kind == OP_CALL)
                op->args = with_literals(x, keep, f, op);
        }
}

void
build_texts(struct build *b)
{
    struct texts x = {.scratch = b->scratch};
    for (size_t g = 0; g < b->globals.n; g++)
        add_variable(&x, &b->globals.v[g]);
    for (size_t g = 0; g < b->globals.n && x.any; g++)
        note_table(&x, &b->globals.v[g]);
    for (size_t f = 0; f < b->funcs.n && x.any; f++)
        note_function(&x, &b->funcs.v[f]);
    for (size_t f = 0; f < b->funcs.n && x.any; f++)
        settle(&x, b->keep, &b->funcs.v[f]);
}
