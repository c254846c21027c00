/* What a format wants of the arguments of a call, for whoever compares. */
#include "units.h"

#include <string.h>

enum format_family
contract_family(const struct contract *c)
{
    assert(c->format != NULL && c->format_param >= 0);
    const struct word *w = word_find(family_words, c->format,
                                     strlen(c->format));
    assert(w != NULL);
    return (enum format_family)w->value;
}

bool
contract_has_format_text(const struct contract *c)
{
    return c->format != NULL && contract_family(c) <= FAMILY_UNICODE;
}

/* Does the call write through this argument? */
static bool
is_cell(enum role role)
{
    switch (role) {
    case ROLE_FILL:
    case ROLE_LEND:
    case ROLE_INSIDE:
    case ROLE_MEM:
    case ROLE_MEM_IF_NULL:
        return true;
    case ROLE_END:
    case ROLE_PLAIN:
    case ROLE_TEXT:
    case ROLE_BUFFER:
    case ROLE_BUFFER_OR_NONE:
    case ROLE_CONVERTER:
    case ROLE_CONVERTED:
    case ROLE_GIVEN:
    case ROLE_GIVEN_OR_NULL:
    case ROLE_CONVERTIBLE:
    case ROLE_KEEP:
    case ROLE_PASS:
    case ROLE_STEAL:
    case ROLE_MAYBE_OBJECT:
        return false;
    }
    return false;
}

static bool
is_nullable(enum role role)
{
    return role == ROLE_TEXT || role == ROLE_MAYBE_OBJECT ||
           role == ROLE_CONVERTED || role == ROLE_CONVERTIBLE ||
           role == ROLE_KEEP || role == ROLE_STEAL || role == ROLE_PASS;
}

static struct format_arg
arg_of(const struct unit_arg *arg)
{
    return (struct format_arg){
        .unit = arg->unit,
        .type = arg->type,
        .is_cell = is_cell(arg->role) && arg->type != FORMAT_COMPLEX,
        .nullable = is_nullable(arg->role) && arg->type != FORMAT_COMPLEX,
        .optional = arg->optional,
        .temporary = arg->nested &&
                     (arg->role == ROLE_LEND || arg->role == ROLE_INSIDE),
    };
}

bool
contract_format(arena *keep, const struct contract *c, const char *format,
                struct version v, bool ssize_clean, struct format_shape *out,
                const char **problem)
{
    struct units u = {.keep = keep, .version = v, .ssize_clean = ssize_clean};
    *out = (struct format_shape){.family = contract_family(c),
                                 .n_fixed = c->n_params};
    out->variable = strcmp(c->params[c->n_params - 1].name, "...") == 0;
    out->n_fixed -= out->variable;
    units_read(&u, out->family, format);
    *problem = u.problem;
    struct format_arg *args = ARENA_ARRAY(keep, struct format_arg, u.args.n);
    for (size_t i = 0; i < u.args.n; i++)
        args[i] = arg_of(&u.args.v[i]);
    out->args = args;
    out->n_args = u.args.n;
    out->n_units = u.n_units;
    return u.problem == NULL;
}

static const char *const type_names[] = {
    [FORMAT_OBJECT] = "PyObject *",
    [FORMAT_CHAR] = "char",
    [FORMAT_SHORT] = "short",
    [FORMAT_INT] = "int",
    [FORMAT_LONG] = "long",
    [FORMAT_LONG_LONG] = "long long",
    [FORMAT_SSIZE] = "Py_ssize_t",
    [FORMAT_INTMAX] = "intmax_t",
    [FORMAT_PTRDIFF] = "ptrdiff_t",
    [FORMAT_FLOAT] = "float",
    [FORMAT_DOUBLE] = "double",
    [FORMAT_COMPLEX] = "Py_complex *",
    [FORMAT_BUFFER] = "Py_buffer *",
    [FORMAT_TEXT] = "char *",
    [FORMAT_WIDE] = "wchar_t *",
    [FORMAT_POINTER] = "void *",
    [FORMAT_CONVERTER] = "converter function",
};

const char *
format_type_name(arena *keep, const struct format_arg *arg)
{
    const char *name = type_names[arg->type];
    if (!arg->is_cell)
        return name;
    return arena_printf(keep, str_ends(name, "*") ? "%s*" : "%s *", name);
}
