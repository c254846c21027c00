/* Calls through a format: the contract of each, and whether the arguments
 * are what the format says.
 *
 * The format is what the format argument is on the path at hand, so that
 * `wide ? "K" : "I"` is two calls.
 */
#include "formats.h"

#include <string.h>

#define MAX_UNPACKED 24

/* One op called with one format. */
struct format_use {
    sym text;                        /* NULL: none, or not known */
    const struct contract *contract; /* expanded; NULL: unknown */
    bool opaque;
    bool sound; /* checked, and nothing is wrong */
    struct format_shape shape;
    const char *problem;
    struct format_use *next;
};

/* ---- the format of a call ---- */

static bool
constant_arg(const struct calling *k, size_t i, int64_t *n)
{
    value v = call_arg(k, (int)i);
    if (v == NO_VALUE || term_at(&k->x->terms, v)->kind != VALUE_INT)
        return false;
    *n = term_at(&k->x->terms, v)->number;
    return true;
}

/* PyArg_UnpackTuple(args, name, 1, 2, ...) is the format "O|O". */
static sym
unpack_format(const struct calling *k)
{
    int64_t min, max;
    size_t at = (size_t)k->model->format_param;
    if (!constant_arg(k, at, &min) || !constant_arg(k, at + 1, &max) ||
        min < 0 || max > MAX_UNPACKED || min > max)
        return NULL;
    struct text t = {.keep = k->x->keep};
    for (int64_t i = 0; i < max; i++)
        text_add(&t, i == min ? "|O" : "O");
    return sym_intern(k->x->p->syms, text_str(&t));
}

static sym
format_text(const struct calling *k)
{
    if (contract_family(k->model) == FAMILY_UNPACK)
        return unpack_format(k);
    value v = call_arg(k, k->model->format_param);
    if (v == NO_VALUE || term_at(&k->x->terms, v)->kind != VALUE_STRING)
        return NULL;
    return term_at(&k->x->terms, v)->name;
}

static bool
is_variable(const struct contract *c)
{
    return c->params[c->n_params - 1].name[0] == '.';
}

/* No format was given, or none that we can read. */
static void
fill_without(struct format_use *use, const struct calling *k)
{
    int64_t n;
    bool null = constant_arg(k, (size_t)k->model->format_param, &n) && n == 0;
    bool unpack = contract_family(k->model) == FAMILY_UNPACK;
    use->opaque = !null || unpack;
    if (null || unpack || !is_variable(k->model))
        use->contract = k->model;
}

/* A converter is called once more with NULL when a later one fails. */
static bool
is_for_clean_up(const struct outcome *o)
{
    for (size_t i = 0; i < o->n_conds; i++)
        if (o->conds[i].kind == COND_PARAM && o->conds[i].param == 0 &&
            o->conds[i].null && o->conds[i].compare == COMPARE_EQ)
            return true;
    return false;
}

static const struct contract *
converter_contract(const struct explorer *x, sym converter)
{
    const struct procedure *proc = program_find(x->p, x->unit, converter);
    const struct contract *c = proc != NULL
                                   ? proc->summary
                                   : model_find(x->p->model, converter,
                                                x->p->version);
    return c != NULL && c->n_params == 2 ? c : NULL;
}

/* It never asks for a second call, or has nothing to do then. */
static bool
never_cleans_up(const struct contract *c)
{
    bool asks = false;
    for (size_t i = 0; i < c->n_outcomes; i++) {
        const struct outcome *o = &c->outcomes[i];
        if (is_for_clean_up(o) ||
            (!contract_outcome_fails(o) && o->result != RESULT_RANGE))
            return false;
        asks |= o->hi > 1 || o->lo > 1;
    }
    return !asks || contract_is_inferred(c);
}

/* When the function has converted something. */
static uint32_t
successes(const struct contract *c)
{
    uint32_t good = 0;
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (!contract_outcome_fails(&c->outcomes[i]) &&
            !is_for_clean_up(&c->outcomes[i]))
            good |= UINT32_C(1) << i;
    return good;
}

/* What the function makes for where its second argument points, each time
 * that it succeeds, but for those when it puts NULL there; NULL: nothing, or
 * not always. */
static sym
given_kind(const struct contract *c, bool *or_null)
{
    uint32_t given = 0, null = 0, good = successes(c);
    sym kind = NULL;
    for (size_t i = 0; i < c->params[1].n_effects; i++) {
        const struct effect *e = &c->params[1].effects[i];
        if (e->verb == VERB_GIVES && kind != NULL && e->kind != kind)
            return NULL;
        if (e->verb == VERB_GIVES) {
            kind = e->kind;
            given |= e->when;
        }
        if (e->verb == VERB_NULLS)
            null |= e->when;
    }
    *or_null = (given & good) != good;
    return (given & good) != 0 && ((given | null) & good) == good ? kind
                                                                  : NULL;
}

/* The arguments that a converter fills with something new. */
static void
find_converted(const struct calling *k, const struct format_shape *shape,
               struct format_call *call)
{
    sym *kinds = ARENA_ARRAY(k->x->keep, sym, k->op->n_args + 1);
    call->kinds = kinds;
    for (size_t i = 0; i + 1 < shape->n_args; i++) {
        size_t at = shape->n_fixed + i;
        if (shape->args[i].type != FORMAT_CONVERTER ||
            at + 1 >= k->op->n_args || at + 1 >= 64 ||
            k->op->args[at].kind != OPERAND_FUNCTION)
            continue;
        const struct contract *c = converter_contract(k->x,
                                                      k->op->args[at].name);
        bool or_null = false;
        sym kind = c == NULL ? NULL : given_kind(c, &or_null);
        if (kind == NULL)
            continue;
        kinds[at + 1] = kind;
        call->given |= UINT64_C(1) << (at + 1);
        if (or_null)
            call->or_null |= UINT64_C(1) << (at + 1);
        if (never_cleans_up(c))
            call->left |= UINT64_C(1) << (at + 1);
    }
}

/* Where '#' is refused, which is told, the code is read as what it does with
   other interpreters. */
static bool
is_read_clean(const struct explorer *x)
{
    struct version v = x->p->version;
    return x->unit->ssize_clean || v.major > 3 ||
           (v.major == 3 && v.minor >= 10);
}

static void
fill_use(struct format_use *use, const struct calling *k)
{
    struct explorer *x = k->x;
    const char *ignored;
    if (!contract_has_format_text(k->model) &&
        contract_family(k->model) != FAMILY_UNPACK) {
        use->contract = k->model;
        return;
    }
    if (use->text == NULL) {
        fill_without(use, k);
        return;
    }
    contract_format(x->keep, k->model, use->text, x->p->version,
                    x->unit->ssize_clean, &use->shape, &use->problem);
    struct format_call call = {.format = use->text,
                               .n_args = k->op->n_args,
                               .version = x->p->version,
                               .ssize_clean = is_read_clean(x)};
    find_converted(k, &use->shape, &call);
    for (size_t i = 0; i < k->op->n_args && i < 64; i++)
        if (k->op->args[i].kind == OPERAND_STRING ||
            k->op->args[i].kind == OPERAND_INT)
            call.literal |= UINT64_C(1) << i;
        else if (format_finds_null(x->f, &k->op->args[i]))
            call.null |= UINT64_C(1) << i;
    use->contract = contract_expand(x->keep, x->p->syms, k->model, &call,
                                    &ignored);
}

static struct format_use *
find_use(const struct calling *k)
{
    sym text = contract_has_format_text(k->model) ||
                       contract_family(k->model) == FAMILY_UNPACK
                   ? format_text(k)
                   : NULL;
    struct format_use *use = k->info->formats;
    while (use != NULL && use->text != text)
        use = use->next;
    if (use != NULL)
        return use;
    use = ARENA_NEW(k->x->keep, struct format_use);
    use->text = text;
    use->next = k->info->formats;
    k->info->formats = use;
    fill_use(use, k);
    return use;
}

const struct contract *
format_apply(struct calling *k)
{
    return find_use(k)->contract;
}

const struct format_shape *
format_shape_of(const struct calling *k)
{
    const struct format_use *use = find_use(k);
    return use->text == NULL || use->problem != NULL ? NULL : &use->shape;
}

/* ---- telling ---- */

struct checking {
    struct calling *k;
    const struct state *s;
    struct format_use *use;
    bool found;
};

/* Types that a compile error touched may be anything. */
static bool
is_about_types(enum format_fault fault)
{
    return fault == FORMAT_MISMATCH || fault == FORMAT_OVERRUN;
}

static void
tell_fault(struct checking *c, struct format_view v, int arg,
           enum confidence confidence)
{
    const struct calling *k = c->k;
    enum format_family family = contract_family(k->model);
    c->found |= v.fault != FORMAT_SOUND;
    if (k->x->unit->n_errors > 0 && is_about_types(v.fault))
        confidence = CONFIDENCE_POSSIBLE;
    v.parses = family <= FAMILY_PARSEKW || family == FAMILY_UNPACK;
    v.function = k->op->callee != NULL ? k->op->callee : k->model->name;
    v.format = contract_has_format_text(k->model) ? c->use->text : NULL;
    struct event e = {.callee = k->model,
                      .arg = arg,
                      .format = &v,
                      .confidence = confidence};
    e.subject.born = k->op;
    e.subject.part = (unsigned)(arg + 1);
    tell(k->x, c->s, EVENT_FORMAT, k->op, NO_VALUE, &e);
}

static void
tell_certain(struct checking *c, struct format_view v, int arg)
{
    tell_fault(c, v, arg, CONFIDENCE_CERTAIN);
}

/* ---- arguments ---- */

/* The variable behind a cast is smaller than what is written to it. */
static bool
overruns(const struct checking *c, const struct format_arg *arg, size_t i)
{
    value v = call_arg(c->k, (int)i);
    uint64_t n = format_written(arg);
    if (v == NO_VALUE || term_at(&c->k->x->terms, v)->kind != VALUE_LOCAL)
        return false;
    int64_t slot = term_at(&c->k->x->terms, v)->number;
    const struct type *t = c->k->x->f->slots[slot].type;
    return t != NULL && t->size > 0 && t->size < n;
}

/* The type of argument i before casts, where it can be known. */
static const struct type *
real_type(const struct checking *c, size_t i)
{
    struct explorer *x = c->k->x;
    value v = call_arg(c->k, (int)i);
    if (v == NO_VALUE)
        return NULL;
    const struct term *t = term_at(&x->terms, v);
    if (t->kind == VALUE_LOCAL) {
        struct type *pointer = ARENA_NEW(x->keep, struct type);
        *pointer = (struct type){.kind = TYPE_POINTER,
                                 .size = sizeof(void *),
                                 .target = x->f->slots[t->number].type};
        return pointer;
    }
    if (t->kind != VALUE_FUNCTION)
        return NULL;
    struct procedure *proc = program_find(x->p, x->unit, t->name);
    return proc != NULL ? proc->func->type : NULL;
}

static bool
is_null_literal(const struct operand *o)
{
    return o->kind == OPERAND_INT && o->number == 0;
}

/* An API of another version, which these headers do not declare: a compiler
   takes its result for an int. */
static bool
is_undeclared_result(const struct checking *c, size_t i)
{
    const struct explorer *x = c->k->x;
    value v = call_arg(c->k, (int)i);
    const struct term *t = v == NO_VALUE ? NULL : term_at(&x->terms, v);
    const struct op *op = t == NULL || t->kind != VALUE_SYMBOL ? NULL : t->op;
    return op != NULL && op->kind == OP_CALL && op->callee != NULL &&
           (str_starts(op->callee, "Py") || str_starts(op->callee, "_Py")) &&
           !type_is_pointer(op->type) &&
           program_find(x->p, x->unit, op->callee) == NULL &&
           model_find(x->p->model, op->callee, x->p->version) == NULL;
}

static void
check_arg(struct checking *c, const struct format_arg *arg, size_t i)
{
    const struct op *op = c->k->op;
    const struct type *t = call_arg_type(c->k, i);
    const struct type *real = real_type(c, i);
    struct format_view v = {.unit = arg->unit};
    v.wanted = format_type_name(c->k->x->keep, arg);
    if (arg->type == FORMAT_CONVERTER && real != NULL)
        t = real;
    if (t == NULL ||
        (arg->type == FORMAT_OBJECT && is_undeclared_result(c, i)))
        return;
    v.given = format_given(c->k->x->keep, t);
    enum fit fit = format_fit(arg, t, &op->args[i]);
    if (real != NULL && fit != FIT_YES)
        fit = format_fit(arg, real, &op->args[i]);
    if (!arg->nullable && t->kind == TYPE_POINTER &&
        is_null_literal(&op->args[i])) {
        v.fault = FORMAT_NULL;
        tell_certain(c, v, (int)i);
    }
    else if (fit == FIT_NO || fit == FIT_LOSSY) {
        v.fault = FORMAT_MISMATCH;
        tell_fault(c, v, (int)i,
                   fit == FIT_NO ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY);
    }
    else if (fit == FIT_UNSURE) {
        v.fault = FORMAT_CONSTANT;
        tell_fault(c, v, (int)i, CONFIDENCE_POSSIBLE);
    }
    else if (overruns(c, arg, i)) {
        v.fault = FORMAT_OVERRUN;
        v.given = format_given(c->k->x->keep, real);
        tell_certain(c, v, (int)i);
    }
}

/* The typedef of the instances of the type that argument i is, if the
 * project says so. */
static sym
instance_name(const struct checking *c, size_t i)
{
    const struct unit *u = c->k->x->unit;
    value v = call_arg(c->k, (int)i);
    const struct term *t = v == NO_VALUE ? NULL : term_at(&c->k->x->terms, v);
    if (t == NULL || t->kind != VALUE_GLOBAL)
        return NULL;
    for (size_t g = 0; g < u->n_globals; g++)
        if (u->globals[g].name == t->name)
            return u->globals[g].instance;
    return NULL;
}

/* 'O!': does the variable have the type of the instances? */
static void
check_instance(struct checking *c, const struct format_arg *arg, size_t i)
{
    sym wanted = instance_name(c, i - 1);
    const struct type *t = call_arg_type(c->k, i);
    for (int n = 0; n < 2 && t != NULL; n++)
        t = t->kind == TYPE_POINTER ? t->target : NULL;
    if (wanted == NULL || t == NULL || t->kind != TYPE_RECORD ||
        t->name == NULL || strcmp(t->name, wanted) == 0 ||
        strcmp(t->name, "PyObject") == 0)
        return;
    struct format_view v = {.fault = FORMAT_MISMATCH, .unit = arg->unit};
    v.wanted = arena_printf(c->k->x->keep, "%s **", wanted);
    v.given = format_given(c->k->x->keep, call_arg_type(c->k, i));
    tell_certain(c, v, (int)i);
}

/* One of several formats need not use everything. */
static bool
is_chosen(const struct checking *c)
{
    size_t at = (size_t)c->k->model->format_param;
    return c->k->op->args[at].kind == OPERAND_SLOT;
}

/* An argument that no unit reads is lost; a NULL at the end is no loss. */
static enum confidence
surplus_confidence(const struct checking *c)
{
    const struct op *op = c->k->op;
    if (is_null_literal(&op->args[op->n_args - 1]))
        return CONFIDENCE_POSSIBLE;
    return c->use->shape.family <= FAMILY_PARSEKW ||
                   c->use->shape.family == FAMILY_UNPACK
               ? CONFIDENCE_CERTAIN
               : CONFIDENCE_LIKELY;
}

static void
check_unset(struct checking *c, const struct format_arg *arg, size_t i)
{
    const char *wanted = format_needs(c->k, arg, i);
    const struct operand *o = &c->k->op->args[i];
    if (wanted == NULL || c->k->x->f->slots[o->index].name == NULL)
        return;
    tell_fault(c,
               (struct format_view){.fault = FORMAT_UNSET,
                                    .unit = arg->unit,
                                    .given = c->k->x->f->slots[o->index].name,
                                    .wanted = wanted},
               (int)i,
               is_read_elsewhere(c->k->x->f, c->k->op, &c->k->op->args[0])
                   ? CONFIDENCE_POSSIBLE
                   : CONFIDENCE_LIKELY);
}

/* The items of a tuple live as long as it does.  Those of another sequence,
   which is accepted as well, may have been made for the asking. */
static void
check_nested(struct checking *c)
{
    const struct format_shape *shape = &c->use->shape;
    for (size_t i = 0; i < shape->n_args; i++)
        if (shape->args[i].temporary) {
            tell_fault(c,
                       (struct format_view){.fault = FORMAT_TEMPORARY,
                                            .unit = shape->args[i].unit},
                       -1, CONFIDENCE_POSSIBLE);
            return;
        }
}

static void
check_args(struct checking *c)
{
    const struct format_shape *shape = &c->use->shape;
    size_t n_given = c->k->op->n_args - shape->n_fixed;
    struct format_view v = {.n_given = n_given, .n_wanted = shape->n_args};
    /* One that is missing may be any of them. */
    for (size_t i = 0; i < shape->n_args && n_given >= shape->n_args; i++) {
        const struct format_arg *arg = &shape->args[i];
        check_arg(c, arg, shape->n_fixed + i);
        if (shape->family <= FAMILY_PARSEKW)
            check_unset(c, arg, shape->n_fixed + i);
        if (arg->is_cell && strcmp(arg->unit, "O!") == 0)
            check_instance(c, arg, shape->n_fixed + i);
    }
    check_nested(c);
    if (n_given < shape->n_args) {
        v.fault = FORMAT_TOO_FEW;
        tell_certain(c, v, -1);
    }
    if (n_given > shape->n_args && !is_chosen(c)) {
        v.fault = FORMAT_TOO_MANY;
        tell_fault(c, v, -1, surplus_confidence(c));
    }
}

/* ---- keywords ---- */

static void
check_names(struct checking *c)
{
    size_t at = (size_t)c->k->model->format_param + 1;
    value list = call_arg(c->k, (int)at);
    if (list == NO_VALUE)
        return;
    struct name_list names = format_names(c->k, list);
    struct format_view v = {.n_given = names.n,
                            .n_wanted = c->use->shape.n_units};
    if (!names.known)
        return;
    if (names.open)
        v.fault = FORMAT_NAMES_OPEN;
    else if (names.n != v.n_wanted)
        v.fault = FORMAT_NAMES;
    else if (names.hole)
        v.fault = FORMAT_NAMES_HOLE;
    if (v.fault != FORMAT_SOUND)
        tell_certain(c, v, (int)at);
}

/* ---- objects without a format ---- */

static void
check_objects(struct checking *c, size_t from, size_t to)
{
    struct format_arg arg = {.type = FORMAT_OBJECT, .nullable = true};
    for (size_t i = from; i < to; i++)
        check_arg(c, &arg, i);
}

/* f(x, y, NULL); of a last argument that was handed in nobody knows. */
static void
check_end(struct checking *c)
{
    const struct op *op = c->k->op;
    size_t from = (size_t)c->k->model->format_param + 1;
    int64_t n;
    for (size_t i = from; i < op->n_args; i++)
        if (constant_arg(c->k, i, &n) && n == 0) {
            check_objects(c, from, i);
            return;
        }
    value last = call_arg(c->k, (int)op->n_args - 1);
    bool handed_in = op->n_args > from && last != NO_VALUE &&
                     term_at(&c->k->x->terms, last)->kind == VALUE_PARAM &&
                     value_null(c->k->x, c->s, last) != NULL_NEVER;
    tell_fault(c, (struct format_view){.fault = FORMAT_NO_END}, -1,
               handed_in ? CONFIDENCE_POSSIBLE : CONFIDENCE_CERTAIN);
}

/* PyTuple_Pack(2, x, y) */
static void
check_pack(struct checking *c)
{
    size_t at = (size_t)c->k->model->format_param;
    int64_t n;
    if (!constant_arg(c->k, at, &n))
        return;
    struct format_view v = {.n_given = c->k->op->n_args - at - 1,
                            .n_wanted = (size_t)n};
    if (v.n_given != v.n_wanted) {
        v.fault = v.n_given < v.n_wanted ? FORMAT_TOO_FEW : FORMAT_TOO_MANY;
        tell_certain(c, v, -1);
    }
    check_objects(c, at + 1, c->k->op->n_args);
}

/* ---- what is parsed ---- */

static bool
is_tuple_check(sym callee)
{
    return callee != NULL && (str_starts(callee, "PyTuple_Check") ||
                              strcmp(callee, "PyObject_TypeCheck") == 0 ||
                              strcmp(callee, "Py_IS_TYPE") == 0);
}

static bool
is_checked(const struct func *f)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            if (f->blocks[b].ops[i].kind == OP_CALL &&
                is_tuple_check(f->blocks[b].ops[i].callee))
                return true;
    return false;
}

/* A single argument that is taken apart into several may be a tuple that the
   callers pass, unless it has the name of the tuple of arguments. */
static bool
may_be_tuple(const struct checking *c, const struct term *t)
{
    enum { ONE_VARIABLE = 3 }; /* the tuple, the format, where it goes */
    sym name = c->k->x->f->slots[t->number].name;
    size_t units = c->use->shape.n_units;
    return (units > 1 || (units == 0 && c->k->op->n_args > ONE_VARIABLE)) &&
           (name == NULL || strcmp(name, "args") != 0);
}

/* PyArg_ParseTuple() of what a METH_O function is called with. */
static void
check_source(struct checking *c)
{
    const struct explorer *x = c->k->x;
    const struct contract *entry = x->entry;
    value v = call_arg(c->k, 0);
    if (entry == NULL || x->proc->entry_guessed || v == NO_VALUE ||
        contract_family(c->k->model) == FAMILY_BUILD)
        return;
    const struct term *t = term_at(&x->terms, v);
    bool single = strcmp(entry->name, "METH_O") == 0;
    bool none = strcmp(entry->name, "METH_NOARGS") == 0;
    if (t->kind != VALUE_PARAM || t->number != 1 || (!single && !none) ||
        is_checked(x->f))
        return;
    tell_fault(
        c,
        (struct format_view){.fault = FORMAT_NO_TUPLE, .wanted = entry->name},
        0,
        single && may_be_tuple(c, t) ? CONFIDENCE_POSSIBLE
                                     : CONFIDENCE_CERTAIN);
}

static bool
parses_tuple(const struct contract *c)
{
    enum format_family family = contract_family(c);
    return family == FAMILY_PARSEKW || family == FAMILY_UNPACK ||
           (family == FAMILY_PARSE && strstr(c->name, "Tuple") != NULL);
}

/* ---- the whole ---- */

/* PyArg_UnpackTuple(args, name, 3, 2, ...) */
static void
check_opaque(struct checking *c)
{
    int64_t min, max;
    size_t at = (size_t)c->k->model->format_param;
    struct format_view v = {.fault = FORMAT_OPAQUE};
    if (contract_family(c->k->model) == FAMILY_UNPACK &&
        constant_arg(c->k, at, &min) && constant_arg(c->k, at + 1, &max) &&
        min > max)
        v.fault = FORMAT_BOUNDS;
    tell_certain(c, v, -1);
}

static void
check_text(struct checking *c)
{
    const struct format_use *use = c->use;
    struct format_view v = {.problem = use->problem};
    if (use->problem != NULL) {
        v.fault = FORMAT_MALFORMED;
        tell_certain(c, v, -1);
        return;
    }
    if (c->k->op->n_args < use->shape.n_fixed)
        return;
    if (use->shape.variable)
        check_args(c);
    if (use->shape.family == FAMILY_PARSEKW && !c->found)
        check_names(c);
}

static void
check_use(struct checking *c)
{
    if (parses_tuple(c->k->model))
        check_source(c);
    if (contract_family(c->k->model) == FAMILY_OBJECTS)
        check_end(c);
    else if (contract_family(c->k->model) == FAMILY_PACK)
        check_pack(c);
    else if (c->use->opaque)
        check_opaque(c);
    else if (c->use->text != NULL)
        check_text(c);
}

void
format_check(struct calling *k, const struct state *s)
{
    if (k->model == NULL || k->x->sink == NULL)
        return;
    struct checking c = {.k = k, .s = s, .use = find_use(k)};
    if (c.use->sound)
        return;
    check_use(&c);
    if (c.found)
        return;
    c.use->sound = true;
    tell_certain(&c, (struct format_view){.fault = FORMAT_SOUND}, -1);
}
