/* A call through a format string, as an ordinary contract of its own.
 *
 * What a call does to its arguments may depend on what Python code passed
 * at run time: an optional unit leaves its variable alone when it is
 * absent, z* acquires nothing for None.  Each such choice that matters to
 * an owner gets outcomes of its own, because a value that is "perhaps
 * borrowed" or "perhaps a buffer" would have to be reported either way:
 *
 *  - borrowed objects, buffers and es blocks take part in the choice; a
 *    number or a char pointer does not, fills says enough of those.
 *  - Positional units are absent from the right: with n of them there are
 *    n + 1 cases, so that no path sees the second without the first.  Only
 *    a z* may be None before others that are there.
 *  - Units with keywords are absent in any combination.  Up to three get
 *    every combination; more get all, none, and each alone, which still
 *    shows every pair of variables in all four ways.
 *  - More choices than outcomes: neighbours share one.
 *  - When a later argument is refused, earlier borrowed objects have been
 *    stored already: a second failing outcome says so (releasing them on
 *    the way out is a common bug).  Buffers and es blocks have been
 *    released by the parser then; before 3.10 the es pointer dangles.  What
 *    a converter has made stays, unless it supports Py_CLEANUP_SUPPORTED.
 *
 * es# uses the caller's block when there is one, so its variable escapes
 * unless it is known to be NULL;
 * the variable of a converter that we do not know is filled with something
 * unknown; both are never judged.  N consumes its reference also when the call
 * fails.  An object unit of a builder accepts NULL, but then the call fails.
 */
#include "units.h"

#include <ctype.h>
#include <string.h>

#define FULL_COMBINATIONS 3

struct expansion {
    arena *keep;
    symtab *syms;
    const struct contract *base;
    struct units units;
    size_t n_fixed; /* params before the variable ones */
    int lender;     /* param that parsed objects are borrowed from, or -1 */
    bool makes_container; /* the result is a new tuple, list or dict */

    /* Choices are numbered in order of the arguments, neighbours share a
     * group when there are too many. */
    size_t n_choices, n_groups;
    uint32_t may_be_none;   /* groups of nothing but z* */
    VEC(uint32_t) variants; /* sets of the groups that are given */
    size_t room;            /* for variants */

    VEC(struct outcome) outcomes;
    uint32_t from_base[CONTRACT_MAX_OUTCOMES]; /* base outcome -> mask */
    uint32_t ok, fail;                         /* masks of the new outcomes */
    uint32_t late; /* failures with earlier arguments written */
    uint32_t given[CONTRACT_MAX_OUTCOMES]; /* group -> mask, part of ok */
    VEC(struct cond) needs;                /* of every outcome in ok */
    VEC(struct param) params;
};

/* ---- choices ------------------------------------------------------------ */

/* None is among what the unit accepts. */
static bool
may_be_none(const struct unit_arg *arg)
{
    return arg->role == ROLE_BUFFER_OR_NONE || arg->role == ROLE_GIVEN_OR_NULL;
}

static bool
is_choice(const struct unit_arg *arg)
{
    if (may_be_none(arg))
        return true;
    return arg->optional &&
           (arg->role == ROLE_LEND || arg->role == ROLE_BUFFER ||
            arg->role == ROLE_GIVEN || arg->role == ROLE_MEM);
}

static size_t
choice_group(const struct expansion *x, size_t choice)
{
    return choice * x->n_groups / x->n_choices;
}

static uint32_t
first_groups(size_t n)
{
    return (uint32_t)((UINT64_C(1) << n) - 1);
}

static bool
make_groups(struct expansion *x)
{
    size_t n_ok = 0;
    for (size_t i = 0; i < x->base->n_outcomes; i++)
        n_ok += !contract_outcome_fails(&x->base->outcomes[i]);
    size_t n_fail = x->base->n_outcomes - n_ok;
    size_t n = x->units.args.n;
    if (2 * n_fail > CONTRACT_MAX_OUTCOMES)
        return false;
    if (n_ok == 0)
        return true;
    x->room = (CONTRACT_MAX_OUTCOMES - 2 * n_fail) / n_ok;
    if (x->room < 3)
        return false;
    for (size_t i = 0; i < n; i++)
        x->n_choices += is_choice(&x->units.args.v[i]);
    x->n_groups = x->n_choices + 2 <= x->room ? x->n_choices : x->room - 2;
    x->may_be_none = first_groups(x->n_groups);
    size_t choice = 0;
    for (size_t i = 0; i < n; i++) {
        const struct unit_arg *arg = &x->units.args.v[i];
        if (!is_choice(arg))
            continue;
        if (!may_be_none(arg))
            x->may_be_none &= ~(UINT32_C(1) << choice_group(x, choice));
        choice++;
    }
    return true;
}

/* Nothing can be given behind something that was left out. */
static bool
is_possible(const struct expansion *x, uint32_t given)
{
    uint32_t absent = ~(given | x->may_be_none) & first_groups(x->n_groups);
    return x->units.keywords || absent == 0 || given < (absent & -absent);
}

static void
add_variant(struct expansion *x, uint32_t given)
{
    if (!is_possible(x, given) || x->variants.n == x->room)
        return;
    for (size_t i = 0; i < x->variants.n; i++)
        if (x->variants.v[i] == given)
            return;
    VEC_PUSH(x->keep, &x->variants, given);
}

static void
make_variants(struct expansion *x)
{
    uint32_t all = first_groups(x->n_groups);
    if (x->n_groups <= FULL_COMBINATIONS && all < x->room) {
        for (uint32_t given = all + 1; given-- > 0;)
            add_variant(x, given);
        return;
    }
    add_variant(x, all);
    add_variant(x, 0);
    for (size_t i = 0; i < x->n_groups; i++)
        add_variant(x, x->units.keywords ? UINT32_C(1) << i : first_groups(i));
    for (size_t i = 0; i < x->n_groups && !x->units.keywords; i++)
        add_variant(x, all & ~(UINT32_C(1) << i));
}

/* ---- outcomes ----------------------------------------------------------- */

static bool
is_given(const struct unit_arg *arg)
{
    return arg->role == ROLE_GIVEN || arg->role == ROLE_GIVEN_OR_NULL;
}

/* An object that was borrowed, or that a converter made, may be in its
   variable when the call fails, or what it left there. */
static bool
writes_before_failure(const struct expansion *x)
{
    for (size_t i = 0; i < x->units.unsafe; i++)
        if (x->units.args.v[i].role == ROLE_LEND || x->units.args.v[i].left)
            return true;
    for (size_t i = 0; i < x->units.args.n; i++)
        if (is_given(&x->units.args.v[i]) && !x->units.args.v[i].left)
            return true;
    return false;
}

static uint32_t
add_outcome(struct expansion *x, const struct outcome *o)
{
    assert(x->outcomes.n < CONTRACT_MAX_OUTCOMES);
    VEC_PUSH(x->keep, &x->outcomes, *o);
    return UINT32_C(1) << (x->outcomes.n - 1);
}

static uint32_t
add_success(struct expansion *x, const struct outcome *o)
{
    uint32_t mask = 0;
    for (size_t i = 0; i < x->variants.n; i++) {
        uint32_t bit = add_outcome(x, o);
        mask |= bit;
        for (size_t group = 0; group < x->n_groups; group++)
            if (x->variants.v[i] & UINT32_C(1) << group)
                x->given[group] |= bit;
    }
    x->ok |= mask;
    return mask;
}

static uint32_t
add_failure(struct expansion *x, const struct outcome *o)
{
    uint32_t mask = add_outcome(x, o);
    if (writes_before_failure(x)) {
        uint32_t late = add_outcome(x, o);
        x->late |= late;
        mask |= late;
    }
    x->fail |= mask;
    return mask;
}

static void
make_outcomes(struct expansion *x)
{
    for (size_t i = 0; i < x->base->n_outcomes; i++) {
        const struct outcome *o = &x->base->outcomes[i];
        x->from_base[i] = contract_outcome_fails(o) ? add_failure(x, o)
                                                    : add_success(x, o);
    }
}

/* Objects that must not be NULL for the call to succeed. */
static void
add_needs(struct expansion *x)
{
    for (size_t i = 0; i < x->outcomes.n && x->needs.n > 0; i++) {
        struct outcome *o = &x->outcomes.v[i];
        if (!(x->ok & UINT32_C(1) << i))
            continue;
        size_t n = o->n_conds + x->needs.n;
        struct cond *conds = ARENA_ARRAY(x->keep, struct cond, n);
        for (size_t j = 0; j < n; j++)
            conds[j] = j < o->n_conds ? o->conds[j]
                                      : x->needs.v[j - o->n_conds];
        o->conds = conds;
        o->n_conds = n;
    }
}

/* ---- parameters --------------------------------------------------------- */

typedef VEC(struct effect) effect_vec;

static void
add_effect(struct expansion *x, effect_vec *effects, enum verb verb,
           const char *kind, uint32_t when)
{
    struct effect e = {
        .verb = verb,
        .kind = sym_intern(x->syms, kind),
        .other = verb == VERB_LENDS ? x->lender : -1,
        .when = when == (x->ok | x->fail) ? WHEN_ALWAYS : when,
    };
    if (when != 0)
        VEC_PUSH(x->keep, effects, e);
}

/* A failed parser left the es pointer dangling before 3.10. */
static void
add_mem(struct expansion *x, effect_vec *e, uint32_t given)
{
    struct version ten = {3, 10};
    add_effect(x, e, VERB_GIVES, "mem", given);
    if (version_is_before(x->units.version, ten))
        add_effect(x, e, VERB_FILLS, "ref", x->fail);
}

/* None zeroes the struct. */
static void
add_buffer(struct expansion *x, effect_vec *e, const struct unit_arg *arg,
           uint32_t given)
{
    add_effect(x, e, VERB_GIVES, "buffer", given);
    if (arg->role == ROLE_BUFFER_OR_NONE && !arg->optional)
        add_effect(x, e, VERB_FILLS, "ref", x->ok & ~given);
}

/* An object that a builder reads: NULL makes the call fail. */
static void
add_object(struct expansion *x, effect_vec *e)
{
    struct cond need = {
        .kind = COND_PARAM,
        .param = (int)x->params.n,
        .compare = COMPARE_NE,
        .null = true,
    };
    add_effect(x, e, VERB_NULL, "ref", WHEN_ALWAYS);
    VEC_PUSH(x->keep, &x->needs, need);
}

/* When a call that fails may have written the argument, too. */
static uint32_t
written(const struct expansion *x, size_t i)
{
    bool converted = x->units.args.v[i].role == ROLE_CONVERTED;
    return i < x->units.unsafe || converted ? x->ok | x->fail : x->ok;
}

/* Something that is looked at; "%p" shows any pointer. */
static void
add_plain(struct expansion *x, effect_vec *e, const struct unit_arg *arg)
{
    if (arg->role != ROLE_PLAIN || arg->type == FORMAT_POINTER)
        add_effect(x, e, VERB_NULL, "ref", WHEN_ALWAYS);
}

/* What was left out stays as it was. */
static void
add_given(struct expansion *x, effect_vec *e, const struct unit_arg *arg,
          uint32_t given)
{
    add_effect(x, e, VERB_GIVES, arg->kind,
               arg->left ? given | x->late : given);
    add_effect(x, e, VERB_FILLS, "ref", arg->left ? 0 : x->late);
    if (arg->role == ROLE_GIVEN_OR_NULL && !arg->optional)
        add_effect(x, e, VERB_NULLS, "ref", x->ok & ~given);
}

/* `given`: the outcomes in which the unit is there. */
static void
add_effects(struct expansion *x, effect_vec *e, size_t i, uint32_t given)
{
    const struct unit_arg *arg = &x->units.args.v[i];
    switch (arg->role) {
    case ROLE_END:
    case ROLE_CONVERTER:
        break;
    case ROLE_PLAIN:
    case ROLE_TEXT:
    case ROLE_MAYBE_OBJECT:
        add_plain(x, e, arg);
        break;
    case ROLE_MEM_IF_NULL:
        add_effect(x, e, VERB_ESCAPES, "ref", WHEN_ALWAYS);
        add_effect(x, e, VERB_FILLS, "ref", WHEN_ALWAYS);
        break;
    case ROLE_FILL:
    case ROLE_CONVERTED:
        add_effect(x, e, VERB_FILLS, "ref", written(x, i));
        break;
    case ROLE_GIVEN:
    case ROLE_GIVEN_OR_NULL:
        add_given(x, e, arg, given);
        break;
    case ROLE_INSIDE:
        add_effect(x, e, VERB_LENDS, "inner", arg->optional ? 0 : given);
        add_effect(x, e, VERB_FILLS, "ref",
                   arg->optional ? written(x, i) : written(x, i) & x->fail);
        break;
    case ROLE_LEND:
        if (i < x->units.unsafe)
            given |= x->late;
        add_effect(x, e, VERB_LENDS, "ref", given);
        if (given != 0)
            e->v[e->n - 1].typed = !arg->infallible;
        break;
    case ROLE_BUFFER:
    case ROLE_BUFFER_OR_NONE:
        add_buffer(x, e, arg, given);
        break;
    case ROLE_MEM:
        add_mem(x, e, given);
        break;
    case ROLE_CONVERTIBLE:
        add_effect(x, e, VERB_ESCAPES, "ref", WHEN_ALWAYS);
        break;
    case ROLE_KEEP:
        add_effect(x, e, VERB_RETAINS, "ref", x->ok);
        add_object(x, e);
        break;
    case ROLE_PASS:
        add_object(x, e);
        break;
    case ROLE_STEAL:
        add_effect(x, e, VERB_STEALS, "ref", WHEN_ALWAYS);
        add_object(x, e);
        break;
    }
}

static bool
name_is_taken(const struct expansion *x, sym name)
{
    for (size_t i = 0; i < x->params.n; i++)
        if (x->params.v[i].name == name)
            return true;
    return false;
}

/* "arg3" for the third argument of the call, "converter3" for a function
 * that converts into or from the argument after it. */
static sym
make_name(const struct expansion *x, enum role role)
{
    const char *stem = role == ROLE_CONVERTER ? "converter" : "arg";
    const char *name = arena_printf(x->keep, "%s%zu", stem, x->params.n + 1);
    while (name_is_taken(x, sym_intern(x->syms, name)))
        name = arena_printf(x->keep, "%s_", name);
    return sym_intern(x->syms, name);
}

/* PyUnicode_FromFormat("%s", NULL) crashes. */
static bool
is_text(enum format_type type)
{
    return type == FORMAT_TEXT || type == FORMAT_WIDE;
}

static void
add_variable_params(struct expansion *x)
{
    size_t choice = 0;
    for (size_t i = 0; i < x->units.args.n; i++) {
        const struct unit_arg *arg = &x->units.args.v[i];
        uint32_t given = x->ok;
        if (is_choice(arg) && x->n_groups > 0)
            given = x->given[choice_group(x, choice++)];
        effect_vec effects = {0};
        add_effects(x, &effects, i, given);
        struct param param = {
            .name = make_name(x, arg->role),
            .effects = effects.v,
            .n_effects = effects.n,
            .text = arg->role == ROLE_PLAIN && is_text(arg->type),
        };
        VEC_PUSH(x->keep, &x->params, param);
    }
}

static uint32_t
translate_when(const struct expansion *x, uint32_t when)
{
    if (when == WHEN_ALWAYS)
        return when;
    uint32_t mask = 0;
    for (size_t i = 0; i < x->base->n_outcomes; i++)
        if (when & UINT32_C(1) << i)
            mask |= x->from_base[i];
    return mask;
}

static void
add_fixed_params(struct expansion *x)
{
    for (size_t i = 0; i < x->n_fixed; i++) {
        struct param param = x->base->params[i];
        struct effect *effects = arena_copy(
            x->keep, param.effects, param.n_effects * sizeof *param.effects);
        for (size_t j = 0; j < param.n_effects; j++)
            effects[j].when = translate_when(x, effects[j].when);
        param.effects = effects;
        VEC_PUSH(x->keep, &x->params, param);
    }
}

/* ---- the whole ---------------------------------------------------------- */

/* Py_BuildValue("(..)"), "[..]" or with several units: a new container that
   nobody else can refer to. */
static bool
is_container_format(const char *format)
{
    size_t n_units = 0;
    format += strspn(format, " \t:,");
    if (format[0] != '\0' && strchr("([{", format[0]) != NULL)
        return true;
    for (; *format != '\0'; format++)
        n_units += isalpha((unsigned char)*format) ? 1 : 0;
    return n_units > 1;
}

static void
own_result(struct expansion *x)
{
    for (size_t i = 0; i < x->outcomes.n; i++)
        if (x->outcomes.v[i].result == RESULT_NEW)
            x->outcomes.v[i].result = RESULT_FRESH;
}

/* "s" decodes, and what comes from elsewhere need not be UTF-8. */
static bool
decodes(const struct expansion *x, const struct format_call *call)
{
    enum format_family family = contract_family(x->base);
    if (family != FAMILY_BUILD && family != FAMILY_CALL)
        return false;
    for (size_t i = 0; i < x->units.args.n; i++) {
        const struct unit_arg *arg = &x->units.args.v[i];
        if (arg->role == ROLE_TEXT && arg->type == FORMAT_TEXT &&
            arg->unit[0] != 'y' && x->n_fixed + i < 64 &&
            !(call->literal >> (x->n_fixed + i) & 1))
            return true;
    }
    return false;
}

static const struct contract *
finish(struct expansion *x, const struct format_call *call)
{
    struct contract *c = arena_copy(x->keep, x->base, sizeof *x->base);
    make_variants(x);
    make_outcomes(x);
    add_fixed_params(x);
    add_variable_params(x);
    add_needs(x);
    c->params = x->params.v;
    c->n_params = x->params.n;
    c->outcomes = x->outcomes.v;
    c->n_outcomes = x->outcomes.n;
    c->calls |= x->units.calls;
    if (x->units.calls && contract_family(x->base) == FAMILY_UNICODE &&
        c->fails != 0)
        c->fails |= CAUSE_USER; /* %S, %R, %A */
    c->format = NULL;
    c->format_param = -1;
    if (c->fails != 0 && decodes(x, call))
        c->fails |= CAUSE_VALUE;
    if (x->makes_container)
        own_result(x);
    return c;
}

static const char *
wrong_count(const struct expansion *x, size_t n_args)
{
    size_t want = x->units.args.n;
    if (n_args < x->n_fixed)
        return arena_printf(x->keep, "%zu arguments are too few", n_args);
    return arena_printf(
        x->keep, "the format takes %zu argument%s after '%s', %zu %s given",
        want, want == 1 ? "" : "s", x->base->params[x->n_fixed - 1].name,
        n_args - x->n_fixed, n_args - x->n_fixed == 1 ? "is" : "are");
}

/* `PyObject_CallFunction(f, "O", x, NULL)`: nobody reads the NULL. */
static size_t
args_read(const struct expansion *x, const struct format_call *call)
{
    enum format_family family = contract_family(x->base);
    size_t n = call->n_args, wanted = x->n_fixed + x->units.args.n;
    while ((family == FAMILY_BUILD || family == FAMILY_CALL) && n > wanted &&
           n <= 64 && (call->literal >> (n - 1) & 1) != 0)
        n--;
    return n;
}

/* A function that takes a va_list: the arguments themselves are not seen. */
static const struct contract *
without_arguments(struct expansion *x)
{
    struct contract *c = arena_copy(x->keep, x->base, sizeof *x->base);
    c->calls |= x->units.calls;
    c->format = NULL;
    c->format_param = -1;
    return c;
}

static const char *
read_units(struct expansion *x, const char *format)
{
    enum format_family family = contract_family(x->base);
    if (format == NULL && family != FAMILY_CALL)
        return "the format is NULL";
    units_read(&x->units, family, format);
    x->makes_container = family == FAMILY_BUILD && format[0] != '\0' &&
                         is_container_format(format);
    return x->units.problem;
}

/* A unit behind argument i may refuse what it gets. */
static bool
is_before_refusal(const struct expansion *x, size_t i)
{
    for (size_t k = i + 1; k < x->units.args.n; k++)
        if (!x->units.args.v[k].infallible)
            return i < x->units.unsafe;
    return false;
}

static void
mark_given(struct expansion *x, const struct format_call *call)
{
    for (size_t i = 0; i < x->units.args.n && x->n_fixed + i < 64; i++) {
        struct unit_arg *arg = &x->units.args.v[i];
        if (arg->role == ROLE_MEM_IF_NULL &&
            (call->null >> (x->n_fixed + i) & 1) != 0)
            arg->role = ROLE_MEM;
        if (arg->role != ROLE_CONVERTED ||
            !(call->given >> (x->n_fixed + i) & 1))
            continue;
        sym kind = call->kinds == NULL ? NULL : call->kinds[x->n_fixed + i];
        arg->role = (call->or_null >> (x->n_fixed + i) & 1) != 0
                        ? ROLE_GIVEN_OR_NULL
                        : ROLE_GIVEN;
        arg->kind = kind == NULL ? "ref" : kind;
        arg->left = (call->left >> (x->n_fixed + i) & 1) != 0 &&
                    is_before_refusal(x, i);
    }
}

/* Which argument lends what is parsed: with "$" in front everything comes from
   the keywords. */
static int
parsed_from(const struct contract *c, const char *format)
{
    if (c->format_param == 0)
        return -1;
    if (contract_family(c) != FAMILY_PARSEKW || format == NULL)
        return 0;
    return format[strspn(format, "| ")] == '$' ? 1 : 0;
}

const struct contract *
contract_expand(arena *keep, symtab *syms, const struct contract *c,
                const struct format_call *call, const char **problem)
{
    struct expansion x = {
        .keep = keep,
        .syms = syms,
        .base = c,
        .units = {.keep = keep,
                  .version = call->version,
                  .ssize_clean = call->ssize_clean},
        .n_fixed = c->n_params,
        .lender = parsed_from(c, call->format),
    };
    assert(contract_family(c) != FAMILY_OBJECTS &&
           contract_family(c) != FAMILY_PACK);
    bool variable = strcmp(c->params[c->n_params - 1].name, "...") == 0;
    x.n_fixed -= variable;
    *problem = read_units(&x, call->format);
    if (*problem != NULL)
        return NULL;
    mark_given(&x, call);
    if (!variable && call->n_args == x.n_fixed)
        return without_arguments(&x);
    if (args_read(&x, call) != x.n_fixed + x.units.args.n)
        *problem = wrong_count(&x, call->n_args);
    else if (!make_groups(&x))
        *problem = "the function has too many outcomes for a format";
    return *problem == NULL ? finish(&x, call) : NULL;
}
