/* What the program itself shows of the libraries that it uses: a function
 * whose result it frees gives something to free, to every caller.
 *
 *     msg = rd_kafka_consumer_poll(rk, ms);
 *     ...
 *     rd_kafka_message_destroy(msg);
 *
 * says as much as the lines
 *
 *     rd_kafka_consumer_poll(...) -> new.rd_kafka_message | NULL
 *     rd_kafka_message_destroy(m:releases.rd_kafka_message)
 *
 * would.  Only of pointers to structs that both functions name, of functions
 * that have no body here and no line, that begin alike and of which the
 * second says that it frees.  The other functions of the library that get
 * such a pointer first, among other arguments, work with it and do not keep
 * it.
 */
#include "explore.h"

#include <ctype.h>
#include <string.h>

struct handle {
    const struct type *record;
    sym freer; /* the first that was seen */
    const char *kind;
};

struct libraries {
    struct program *p;
    arena *scratch;
    VEC(struct handle) handles;
};

/* ---- names -------------------------------------------------------------- */

/* Weaker than is_same_family(): that the two share a struct already says that
 * they belong together, and names such as WebPMuxNew() have no bar. */
static bool
begins_alike(const char *a, const char *b)
{
    enum { LEAST = 3 };
    for (int i = 0; i < LEAST; i++)
        if (a[i] == '\0' || a[i] != b[i])
            return false;
    return true;
}

/* One of the words stands in the name: `_free`, `Free`, or at its end. */
static bool
has_word(const char *name, const char *const *words)
{
    for (; *words != NULL; words++) {
        size_t n = strlen(*words);
        for (const char *s = name; s[0] != '\0'; s++) {
            bool begins = s == name || s[-1] == '_' ||
                          (isupper((unsigned char)s[0]) &&
                           !isupper((unsigned char)s[-1]));
            if (begins && strncasecmp(s, *words, n) == 0 &&
                !islower((unsigned char)s[n]))
                return true;
        }
    }
    return false;
}

static bool
says_it_frees(const char *name)
{
    static const char *const words[] = {
        "free", "destroy", "delete", "dispose", "release", "unref", NULL};
    return has_word(name, words);
}

/* What may take over, count, or end what it is given. */
static bool
may_keep(const char *name)
{
    static const char *const words[] = {
        "ref",     "reference", "retain",   "acquire",  "dup",    "copy",
        "clone",   "set",       "add",      "attach",   "append", "push",
        "put",     "insert",    "close",    "done",     "drop",   "finish",
        "end",     "term",      "cleanup",  "shutdown", "join",   "take",
        "steal",   "own",       "register", "detach",   "send",   "produce",
        "enqueue", NULL};
    return has_word(name, words) || says_it_frees(name);
}

/* ---- calls -------------------------------------------------------------- */

static bool
is_foreign(const struct libraries *l, const struct unit *u,
           const struct op *op)
{
    const struct program *p = l->p;
    return op->kind == OP_CALL && op->callee != NULL &&
           !str_starts(op->callee, "Py") && !str_starts(op->callee, "_Py") &&
           !str_starts(op->callee, "__") &&
           program_find(p, u, op->callee) == NULL &&
           program_line(p, op) == NULL;
}

static const struct type *
handle_type(const struct type *t)
{
    bool good = type_is_pointer(t) && !type_is_object_pointer(t) &&
                t->target->kind == TYPE_RECORD && t->target->name != NULL;
    return good ? t->target : NULL;
}

static const struct type *
first_type(const struct op *op)
{
    return op->n_args == 0 || op->arg_types == NULL
               ? NULL
               : handle_type(op->arg_types[0]);
}

static bool
same_struct(const struct type *a, const struct type *b)
{
    return a != NULL && b != NULL && a->name == b->name;
}

/* What is given one may give the same back. */
static bool
is_given(const struct op *op, const struct type *record)
{
    for (size_t i = 0; op->arg_types != NULL && i < op->n_args; i++)
        if (same_struct(handle_type(op->arg_types[i]), record))
            return true;
    return false;
}

/* The foreign call that alone gives the variable its value, beside NULL. */
static const struct op *
only_maker(const struct libraries *l, const struct procedure *proc,
           uint32_t slot)
{
    const struct func *f = proc->func;
    const struct op *maker = NULL;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->dst != slot || op->kind == OP_SCOPE ||
                (op->kind == OP_COPY && op->a.kind == OPERAND_INT))
                continue;
            const struct op *made = op->kind == OP_COPY || op->kind == OP_CAST
                                        ? func_made_behind(f, &op->a)
                                        : op;
            if (maker != NULL || made == NULL ||
                !is_foreign(l, proc->unit, made))
                return NULL;
            maker = made;
        }
    return maker;
}

/* ---- what is learned ---------------------------------------------------- */

static struct handle *
handle_of(struct libraries *l, const struct type *record)
{
    for (size_t i = 0; i < l->handles.n; i++)
        if (same_struct(l->handles.v[i].record, record))
            return &l->handles.v[i];
    return NULL;
}

static const char *
kind_name(arena *keep, const char *record)
{
    char *name = arena_strdup(keep, record);
    for (char *s = name; *s != '\0'; s++)
        *s = isalnum((unsigned char)*s) ? (char)tolower((unsigned char)*s)
                                        : '_';
    return name;
}

static void
declare(struct libraries *l, sym name, const char *text)
{
    struct contract_error error;
    struct contract *c = contract_parse(l->p->keep, l->p->syms, text, &error);
    assert(c != NULL);
    c->guessed = true;
    if (program_declared(l->p, name) == NULL)
        VEC_PUSH(l->p->keep, &l->p->declared, c);
}

static void
learn_maker(struct libraries *l, const struct op *maker,
            const struct op *freer)
{
    const struct type *record = handle_type(maker->type);
    if (!same_struct(record, first_type(freer)) || is_given(maker, record) ||
        !begins_alike(maker->callee, freer->callee))
        return;
    struct handle *h = handle_of(l, record);
    if (h == NULL) {
        struct handle new = {.record = record,
                             .freer = freer->callee,
                             .kind = kind_name(l->scratch, record->name)};
        VEC_PUSH(l->scratch, &l->handles, new);
        h = &l->handles.v[l->handles.n - 1];
    }
    declare(l, maker->callee,
            arena_printf(l->scratch,
                         "%s(...:null+escapes) -> new.%s? | NULL? anythread",
                         maker->callee, h->kind));
}

static void
learn_freed(struct libraries *l, const struct procedure *proc,
            const struct op *freer)
{
    if (!is_foreign(l, proc->unit, freer) || freer->n_args != 1 ||
        first_type(freer) == NULL || !says_it_frees(freer->callee) ||
        freer->args[0].kind != OPERAND_SLOT)
        return;
    const struct op *maker = only_maker(l, proc, freer->args[0].index);
    if (maker != NULL)
        learn_maker(l, maker, freer);
}

/* The functions that free a handle, or work with it. */
static void
learn_user(struct libraries *l, const struct procedure *proc,
           const struct op *op)
{
    struct handle *h = is_foreign(l, proc->unit, op)
                           ? handle_of(l, first_type(op))
                           : NULL;
    if (h == NULL || !begins_alike(op->callee, h->freer))
        return;
    const char *result = op->type != NULL && op->type->kind == TYPE_VOID
                             ? "void?"
                             : "value?";
    if (op->n_args == 1 && says_it_frees(op->callee))
        declare(l, op->callee,
                arena_printf(l->scratch,
                             "%s(p:releases.%s+null) -> %s anythread",
                             op->callee, h->kind, result));
    else if (op->n_args > 1 && !may_keep(op->callee) &&
             !type_is_object_pointer(op->type))
        declare(l, op->callee,
                arena_printf(l->scratch,
                             "%s(p:null, ...:null+escapes) -> %s anythread",
                             op->callee, result));
}

static void
each_call(struct libraries *l,
          void (*learn)(struct libraries *, const struct procedure *,
                        const struct op *))
{
    for (size_t i = 0; i < l->p->procs.n; i++) {
        const struct procedure *proc = &l->p->procs.v[i];
        const struct func *f = proc->func;
        for (size_t b = 0; b < f->n_blocks; b++)
            for (size_t o = 0; o < f->blocks[b].n_ops; o++)
                if (f->blocks[b].ops[o].kind == OP_CALL)
                    learn(l, proc, &f->blocks[b].ops[o]);
    }
}

bool
library_is_guess(const struct program *p, const struct op *op)
{
    const struct contract *c = op == NULL || op->kind != OP_CALL ||
                                       op->callee == NULL
                                   ? NULL
                                   : program_declared(p, op->callee);
    return c != NULL && c->guessed;
}

void
program_libraries(struct program *p)
{
    struct libraries l = {.p = p, .scratch = arena_new()};
    each_call(&l, learn_freed);
    if (l.handles.n > 0)
        each_call(&l, learn_user);
    arena_free(l.scratch);
}
