/* Calls through format strings: every unit, every version, every choice. */
#include "contract.h"
#include "equal.h"
#include "format.h"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

#define PARSE "P(args, format, ...) -> 1 | 0! format(parse, format)"
#define PARSEKW                                                               \
    "K(args, kw, format, names, ...) -> 1 | 0! format(parsekw, format)"
#define BUILD "B(format, ...) -> new | NULL! format(build, format)"
#define CALL "C(f, format, ...) -> new | NULL! calls format(call, format)"
#define UNICODE "U(format, ...) -> new | NULL! format(unicode, format)"

struct fixture {
    arena *keep;
    symtab *syms;
    const char *problem;
    uint64_t given;
};

static const struct contract *
expand(struct fixture *f, const char *base, const char *format, size_t n_args,
       int minor, bool clean)
{
    struct contract_error error;
    struct contract *c = contract_parse(f->keep, f->syms, base, &error);
    assert_non_null(c);
    f->problem = "not set";
    struct format_call call = {.format = format,
                               .n_args = n_args,
                               .version = {3, minor},
                               .ssize_clean = clean,
                               .given = f->given};
    return contract_expand(f->keep, f->syms, c, &call, &f->problem);
}

/* What is expanded can be printed, and reads the same again. */
static void
check_round_trip(struct fixture *f, const struct contract *c)
{
    struct contract_error error;
    const char *text = contract_print(f->keep, c);
    struct contract *again = contract_parse(f->keep, f->syms, text, &error);
    if (again == NULL)
        fail_msg("%s\n%d: %s", text, error.col, error.message);
    assert_true(contract_equal(c, again));
}

/* ---- whole expansions --------------------------------------------------- */

struct expansion {
    const char *base, *format;
    size_t n_args;
    int minor;
    const char *text;
};

static const struct expansion expansions[] = {
    {PARSE, "", 2, 11, "P(args, format) -> 1 | 0!"},
    {PARSE, ":name", 2, 11, "P(args, format) -> 1 | 0!"},
    {PARSE, "O", 3, 11, "P(args, format, arg3:lends(args)@ok) -> 1 | 0!"},
    {PARSE, "OO;O is wrong", 4, 11,
     "P(args, format, arg3:lends(args)@ok, arg4:lends(args)@ok) -> 1 | 0!"},
    /* a later argument may be refused: the first is stored already */
    {PARSE, "OS", 4, 11,
     "P(args, format, arg3:lends(args)@#1,#3, arg4:lends(args)@ok) -> 1 | 0! "
     "| 0!"},
    {PARSE, "O(O)", 4, 11,
     "P(args, format, arg3:lends(args)@#1,#3, arg4:lends(args)@ok) -> 1 | 0! "
     "| 0! calls"},
    {PARSEKW, "O", 5, 11,
     "K(args, kw, format, names, arg5:lends(args)@ok) -> 1 | 0!"},
    {PARSEKW, "i", 5, 11,
     "K(args, kw, format, names, arg5:fills@ok) -> 1 | 0! calls"},
    {PARSE, "O!s#n", 7, 11,
     "P(args, format, arg3, arg4:lends(args)@#1,#3, "
     "arg5:lends.inner(args)@ok+fills@fail, arg6:fills, arg7:fills@ok) -> 1 | "
     "0! | 0! calls"},
    {PARSE, "O&", 4, 11,
     "P(args, format, converter3, arg4:fills) -> 1 | 0! calls"},
    {PARSE, "y*|s", 4, 11,
     "P(args, format, arg3:gives.buffer@ok, arg4:fills@ok) -> 1 | 0! calls"},
    {PARSE, "es", 4, 11,
     "P(args, format, arg3:null, arg4:gives.mem@ok) -> 1 | 0! calls"},
    {PARSE, "es", 4, 9,
     "P(args, format, arg3:null, arg4:gives.mem@ok+fills@fail) -> 1 | 0! "
     "calls"},
    {PARSE, "et#", 5, 11,
     "P(args, format, arg3:null, arg4:escapes+fills, arg5:fills@ok) -> 1 | 0! "
     "calls"},
    {PARSE, "((ii)(ff))", 6, 11,
     "P(args, format, arg3:fills, arg4:fills, arg5:fills, arg6:fills@ok) -> 1 "
     "| 0! calls"},
    /* choices */
    {PARSE, "O|O", 4, 11,
     "P(args, format, arg3:lends(args)@ok, arg4:lends(args)@#1) -> 1 | 1 | "
     "0!"},
    {PARSE, "|y*", 3, 11,
     "P(args, format, arg3:gives.buffer@#1) -> 1 | 1 | 0! calls"},
    {PARSE, "z*", 3, 11,
     "P(args, format, arg3:gives.buffer@#1+fills@#2) -> 1 | 1 | 0! calls"},
    {PARSE, "z*|i", 4, 11,
     "P(args, format, arg3:gives.buffer@#1+fills@#2, arg4:fills@ok) -> 1 | 1 "
     "| 0! calls"},
    {PARSE, "|z*O", 4, 11,
     "P(args, format, arg3:gives.buffer@#1,#3, arg4:lends(args)@#1,#2) -> 1 "
     "| 1 | 1 | 1 | 0! calls"},
    {PARSE, "|es", 4, 11,
     "P(args, format, arg3:null, arg4:gives.mem@#1) -> 1 | 1 | 0! calls"},
    {PARSEKW, "|i$O", 6, 11,
     "K(args, kw, format, names, arg5:fills, arg6:lends(args)@#1,#4) -> 1 | "
     "1 | 0! | 0! calls"},
    {PARSEKW, "O$O", 6, 11,
     "K(args, kw, format, names, arg5:lends(args)@#1,#3, "
     "arg6:lends(args)@ok) -> 1 | 0! | 0!"},
    {PARSEKW, "O|O", 6, 11,
     "K(args, kw, format, names, arg5:lends(args)@#1,#2,#4, "
     "arg6:lends(args)@#1) -> 1 | 1 | 0! | 0!"},
    /* the contract may say more, and differently */
    {"P(f, self:retains@0, a:steals@fail) -> 0 | -1 format(parse, f)", "", 3,
     11, "P(f, self:retains@ok, a:steals@fail) -> 0 | -1"},
    {"P(f, self:acquires@0,#3, ...) -> 0 | -1 | -2! format(parse, f)", "|O", 3,
     11, "P(f, self:acquires@0,-2, arg3:lends@#1) -> 0 | 0 | -1 | -2!"},
    {"P(arg3, f, ...) -> 1 | 0! calls format(parse, f)", "O", 3, 11,
     "P(arg3, f, arg3_:lends(arg3)@ok) -> 1 | 0! calls"},
    {"P(a, format, va:escapes) -> 1 | 0! format(parse, format)", "Oi", 3, 11,
     "P(a, format, va:escapes) -> 1 | 0! calls"},
    {"P(a, format, ...) -> 1 | 0! since(3.8) until(3.13) fails(type) "
     "format(parse, format)",
     "", 2, 11, "P(a, format) -> 1 | 0! since(3.8) until(3.13) fails(type)"},
    /* builders */
    {BUILD, "", 1, 11, "B(format) -> new | NULL!"},
    {BUILD, " ,:\t", 1, 11, "B(format) -> new | NULL!"},
    {BUILD, "()", 1, 11, "B(format) -> fresh | NULL!"},
    {BUILD, "O", 2, 11,
     "B(format, arg2:retains@ok+null) -> new if arg2 != NULL | NULL!"},
    {BUILD, "(NS)", 3, 11,
     "B(format, arg2:steals+null, arg3:retains@ok+null) -> fresh if arg2 != "
     "NULL & arg3 != NULL | NULL!"},
    {BUILD, "is#", 4, 11, "B(format, arg2, arg3:null, arg4) -> fresh | NULL!"},
    {BUILD, "O&", 3, 11,
     "B(format, converter2, arg3:escapes) -> new | NULL! calls"},
    {BUILD, "{s:O,s:[N]}", 5, 11,
     "B(format, arg2:null, arg3:retains@ok+null, arg4:null, "
     "arg5:steals+null) -> fresh if arg3 != NULL & arg5 != NULL | NULL!"},
    {BUILD, "{O:i}", 3, 11,
     "B(format, arg2:retains@ok+null, arg3) -> fresh if arg2 != NULL | NULL! "
     "calls"},
    {CALL, NULL, 2, 11, "C(f, format) -> new | NULL! calls"},
    {CALL, "(ON)", 4, 11,
     "C(f, format, arg3:null, arg4:steals+null) -> new if arg3 != NULL & "
     "arg4 != NULL | NULL! calls"},
    /* text */
    {UNICODE, "100%% of it", 1, 11, "U(format) -> new | NULL!"},
    {UNICODE, "%d %s", 3, 11, "U(format, arg2, arg3) -> new | NULL!"},
    {UNICODE, "%R", 2, 11, "U(format, arg2) -> new | NULL! calls"},
    {UNICODE, "%U", 2, 11, "U(format, arg2) -> new | NULL!"},
    {UNICODE, "%V|", 3, 11, "U(format, arg2:null, arg3:null) -> new | NULL!"},
    {UNICODE, "%*.*d", 4, 12, "U(format, arg2, arg3, arg4) -> new | NULL!"},
    {"E(type, format, ...) -> NULL! calls format(unicode, format)",
     "%.200s: %zd", 4, 11, "E(type, format, arg3, arg4) -> NULL! calls"},
    {"V(format, ...) -> void format(unicode, format)", "%S", 2, 11,
     "V(format, arg2) -> void calls"},
};

static void
test_expansions(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof expansions / sizeof *expansions; i++) {
        const struct expansion *e = &expansions[i];
        struct fixture f = {.keep = arena_new()};
        f.syms = symtab_new(f.keep);
        const struct contract *c = expand(&f, e->base, e->format, e->n_args,
                                          e->minor, true);
        if (c == NULL)
            fail_msg("%s: %s", e->format, f.problem);
        assert_null(f.problem);
        assert_string_equal(contract_print(f.keep, c), e->text);
        check_round_trip(&f, c);
        arena_free(f.keep);
    }
}

/* ---- problems ----------------------------------------------------------- */

struct problem {
    const char *base, *format;
    size_t n_args;
    int minor;
    const char *problem;
};

static const struct problem problems[] = {
    {PARSE, "OO", 3, 11,
     "the format takes 2 arguments after 'format', 1 is given"},
    {PARSE, "i", 2, 11,
     "the format takes 1 argument after 'format', 0 are given"},
    {PARSE, "O!", 3, 11,
     "the format takes 2 arguments after 'format', 1 is given"},
    {PARSEKW, "s", 4, 11,
     "the format takes 1 argument after 'names', 0 are given"},
    {PARSEKW, "s", 3, 11, "3 arguments are too few"},
    {PARSE, NULL, 2, 11, "the format is NULL"},
    {PARSE, "OX", 4, 11, "'X' is no format unit"},
    {PARSE, "O O", 4, 11, "' ' is no format unit"},
    {PARSE, "O?", 3, 14, "'?' is no format unit"},
    {PARSE, "\x01", 3, 11, "byte 0x01 is no format unit"},
    {PARSE, "i#", 4, 11, "'#' is no format unit"},
    {PARSE, "w", 3, 11, "'w' must be followed by '*'"},
    {PARSE, "w#", 4, 11, "'w' must be followed by '*'"},
    {PARSE, "e", 3, 11, "'e' must be followed by 's' or 't'"},
    {PARSE, "u", 3, 12, "'u' was removed in Python 3.12"},
    {PARSE, "Z#", 4, 13, "'Z#' was removed in Python 3.12"},
    {PARSE, "(i", 3, 11, "'(' is not closed"},
    {PARSE, "(i:f", 3, 11, "'(' is not closed"},
    {PARSE, "i)", 3, 11, "')' closes nothing"},
    {PARSEKW, "O|O|O", 7, 11, "'|' is there twice"},
    {PARSE, "(O|O)", 4, 11, "'|' cannot stand inside parentheses"},
    {PARSE, "O|$O", 4, 11, "'$' is for functions with keywords only"},
    {PARSEKW, "O|$O$O", 7, 11, "'$' is there twice"},
    {PARSEKW, "O$|O", 6, 11, "'$' must come after '|'"},
    {PARSEKW, "(O$O)", 6, 11, "'$' cannot stand inside parentheses"},
    {PARSE, "((((((((((((((((((((((((((((((i))))))))))))))))))))))))))))))", 3,
     11, "parentheses are nested too deeply"},
    {BUILD, "p", 2, 13, "'p' is new in Python 3.14"},
    {BUILD, "X", 2, 11, "'X' is no format unit"},
    {BUILD, "O;x", 2, 11, "';' is no format unit"},
    {BUILD, "(i", 2, 11, "')' is missing at the end"},
    {BUILD, "{s:[i", 3, 11, "']' is missing at the end"},
    {BUILD, "i]", 2, 11, "']' closes nothing"},
    {BUILD, "[i)", 2, 11, "')' stands where ']' is due"},
    {BUILD, "{si,s}", 4, 11, "'{}' needs a value for each key"},
    {BUILD, "{(ii)}", 3, 11, "'{}' needs a value for each key"},
    {CALL, "O", 2, 11,
     "the format takes 1 argument after 'format', 0 are given"},
    {CALL, NULL, 3, 11,
     "the format takes 0 arguments after 'format', 1 is given"},
    {UNICODE, "%y", 2, 11, "'%y' is no directive of Python 3.11"},
    {UNICODE, "%", 1, 11, "'%' is no directive of Python 3.11"},
    {UNICODE, "%5.", 1, 12, "'%5.' is no directive of Python 3.12"},
    {UNICODE, "%lx", 2, 11, "'%lx' is no directive of Python 3.11"},
    {UNICODE, "%*d", 3, 11, "'%*' is no directive of Python 3.11"},
    {UNICODE, "%T", 2, 12, "'%T' is no directive of Python 3.12"},
    {UNICODE, "%5c", 2, 12, "'%5c' is no directive of Python 3.12"},
    {"P(f, ...) -> 0|1|2|3|4|5|6|7|8|9|10|11 format(parse, f)", "|O", 2, 11,
     "the function has too many outcomes for a format"},
};

static void
test_problems(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof problems / sizeof *problems; i++) {
        const struct problem *p = &problems[i];
        struct fixture f = {.keep = arena_new()};
        f.syms = symtab_new(f.keep);
        const struct contract *c = expand(&f, p->base, p->format, p->n_args,
                                          p->minor, true);
        if (c != NULL)
            fail_msg("accepted: %s", p->format);
        assert_string_equal(f.problem, p->problem);
        arena_free(f.keep);
    }
}

/* ---- units, one by one -------------------------------------------------- */

struct unit {
    const char *base, *text;
    const char *effects; /* of the arguments, separated by blanks */
    int since, until;
    bool calls;
};

static const struct unit units[] = {
    {PARSE, "s", "lends.inner(args)@ok", 8, 14, false},
    {PARSE, "z", "fills@ok", 8, 14, false},
    {PARSE, "y", "lends.inner(args)@ok", 8, 14, true},
    {PARSE, "u", "fills@ok", 8, 11, false},
    {PARSE, "Z", "fills@ok", 8, 11, false},
    {PARSE, "s#", "lends.inner(args)@ok fills@ok", 8, 14, true},
    {PARSE, "z#", "fills@ok fills@ok", 8, 14, true},
    {PARSE, "y#", "lends.inner(args)@ok fills@ok", 8, 14, true},
    {PARSE, "u#", "fills@ok fills@ok", 8, 11, false},
    {PARSE, "Z#", "fills@ok fills@ok", 8, 11, false},
    {PARSE, "s*", "gives.buffer@ok", 8, 14, true},
    {PARSE, "y*", "gives.buffer@ok", 8, 14, true},
    {PARSE, "w*", "gives.buffer@ok", 8, 14, true},
    {PARSE, "z*", "gives.buffer@#1+fills@#2", 8, 14, true},
    {PARSE, "es", "null gives.mem@ok", 10, 14, true},
    {PARSE, "et", "null gives.mem@ok", 10, 14, true},
    {PARSE, "es#", "null escapes+fills fills@ok", 8, 14, true},
    {PARSE, "et#", "null escapes+fills fills@ok", 8, 14, true},
    {PARSE, "O", "lends(args)@ok", 8, 14, false},
    {PARSE, "S", "lends(args)@ok", 8, 14, false},
    {PARSE, "U", "lends(args)@ok", 8, 14, false},
    {PARSE, "Y", "lends(args)@ok", 8, 14, false},
    {PARSE, "O!", "- lends(args)@ok", 8, 14, false},
    {PARSE, "O&", "- fills", 8, 14, true},
    {PARSE, "b", "fills@ok", 8, 14, true},
    {PARSE, "B", "fills@ok", 8, 14, true},
    {PARSE, "h", "fills@ok", 8, 14, true},
    {PARSE, "H", "fills@ok", 8, 14, true},
    {PARSE, "i", "fills@ok", 8, 14, true},
    {PARSE, "I", "fills@ok", 8, 14, true},
    {PARSE, "l", "fills@ok", 8, 14, true},
    {PARSE, "k", "fills@ok", 8, 14, true},
    {PARSE, "L", "fills@ok", 8, 14, true},
    {PARSE, "K", "fills@ok", 8, 14, true},
    {PARSE, "n", "fills@ok", 8, 14, true},
    {PARSE, "c", "fills@ok", 8, 14, false},
    {PARSE, "C", "fills@ok", 8, 14, false},
    {PARSE, "f", "fills@ok", 8, 14, true},
    {PARSE, "d", "fills@ok", 8, 14, true},
    {PARSE, "D", "fills@ok", 8, 14, true},
    {PARSE, "p", "fills@ok", 8, 14, true},
    {PARSE, "(i)", "fills@ok", 8, 14, true},
    {BUILD, "s", "null", 8, 14, false},
    {BUILD, "z", "null", 8, 14, false},
    {BUILD, "U", "null", 8, 14, false},
    {BUILD, "y", "null", 8, 14, false},
    {BUILD, "u", "null", 8, 14, false},
    {BUILD, "s#", "null -", 8, 14, false},
    {BUILD, "z#", "null -", 8, 14, false},
    {BUILD, "U#", "null -", 8, 14, false},
    {BUILD, "y#", "null -", 8, 14, false},
    {BUILD, "u#", "null -", 8, 14, false},
    {BUILD, "O", "retains@ok+null", 8, 14, false},
    {BUILD, "S", "retains@ok+null", 8, 14, false},
    {BUILD, "N", "steals+null", 8, 14, false},
    {BUILD, "O&", "- escapes", 8, 14, true},
    {BUILD, "S&", "- escapes", 8, 14, true},
    {BUILD, "N&", "- escapes", 8, 14, true},
    {BUILD, "b", "-", 8, 14, false},
    {BUILD, "B", "-", 8, 14, false},
    {BUILD, "h", "-", 8, 14, false},
    {BUILD, "H", "-", 8, 14, false},
    {BUILD, "i", "-", 8, 14, false},
    {BUILD, "I", "-", 8, 14, false},
    {BUILD, "l", "-", 8, 14, false},
    {BUILD, "k", "-", 8, 14, false},
    {BUILD, "L", "-", 8, 14, false},
    {BUILD, "K", "-", 8, 14, false},
    {BUILD, "n", "-", 8, 14, false},
    {BUILD, "c", "-", 8, 14, false},
    {BUILD, "C", "-", 8, 14, false},
    {BUILD, "f", "-", 8, 14, false},
    {BUILD, "d", "-", 8, 14, false},
    {BUILD, "D", "-", 8, 14, false},
    {BUILD, "p", "-", 14, 14, false},
    {UNICODE, "%c", "-", 8, 14, false},
    {UNICODE, "%d", "-", 8, 14, false},
    {UNICODE, "%i", "-", 8, 14, false},
    {UNICODE, "%u", "-", 8, 14, false},
    {UNICODE, "%ld", "-", 8, 14, false},
    {UNICODE, "%li", "-", 8, 14, false},
    {UNICODE, "%lu", "-", 8, 14, false},
    {UNICODE, "%lld", "-", 8, 14, false},
    {UNICODE, "%lli", "-", 8, 14, false},
    {UNICODE, "%llu", "-", 8, 14, false},
    {UNICODE, "%zd", "-", 8, 14, false},
    {UNICODE, "%zi", "-", 8, 14, false},
    {UNICODE, "%zu", "-", 8, 14, false},
    {UNICODE, "%x", "-", 8, 14, false},
    {UNICODE, "%p", "null", 8, 14, false},
    {UNICODE, "%s", "-", 8, 14, false},
    {UNICODE, "%.5s", "-", 8, 14, false},
    {UNICODE, "%08x", "-", 8, 14, false},
    {UNICODE, "%A", "-", 8, 14, true},
    {UNICODE, "%U", "-", 8, 14, false},
    {UNICODE, "%S", "-", 8, 14, true},
    {UNICODE, "%R", "-", 8, 14, true},
    {UNICODE, "%V", "null null", 8, 14, false},
    {UNICODE, "%o", "-", 12, 14, false},
    {UNICODE, "%X", "-", 12, 14, false},
    {UNICODE, "%jd", "-", 12, 14, false},
    {UNICODE, "%td", "-", 12, 14, false},
    {UNICODE, "%lx", "-", 12, 14, false},
    {UNICODE, "%ls", "-", 12, 14, false},
    {UNICODE, "%lV", "null null", 12, 14, false},
    {UNICODE, "%-5d", "-", 12, 14, false},
    {UNICODE, "%*d", "- -", 12, 14, false},
    {UNICODE, "%T", "-", 13, 14, false},
    {UNICODE, "%#T", "-", 13, 14, false},
    {UNICODE, "%N", "-", 13, 14, false},
    {UNICODE, "%#N", "-", 13, 14, false},
};

static size_t
count_words(const char *s)
{
    size_t n = 1;
    for (; *s != '\0'; s++)
        n += *s == ' ';
    return n;
}

/* The effects of the variable arguments, as in `units`. */
static const char *
print_effects(struct fixture *f, const struct contract *c, size_t first)
{
    struct text t = {.keep = f->keep};
    for (size_t i = first; i < c->n_params; i++) {
        const char *all = contract_print(f->keep, c);
        const char *name = c->params[i].name;
        const char *at = strstr(all, arena_printf(f->keep, ", %s", name));
        assert_non_null(at);
        at += strlen(name) + 2;
        if (i > first)
            text_add(&t, " ");
        const char *end = i + 1 < c->n_params
                              ? strstr(at, arena_printf(f->keep, ", %s",
                                                        c->params[i + 1].name))
                              : strstr(at, ") -> ");
        if (*at == ':')
            text_add_n(&t, at + 1, (size_t)(end - at - 1));
        else
            text_add(&t, "-");
    }
    return text_str(&t);
}

static void
check_unit(const struct unit *u, int minor)
{
    struct fixture f = {.keep = arena_new()};
    f.syms = symtab_new(f.keep);
    size_t n_fixed = u->base[0] == 'P' ? 2 : 1;
    const struct contract *c = expand(
        &f, u->base, u->text, n_fixed + count_words(u->effects), minor, true);
    bool exists = minor >= u->since && minor <= u->until;
    bool es9 = str_starts(u->text, "e") && strchr(u->text, '#') == NULL &&
               minor < 10;
    if (es9 ? c == NULL : exists != (c != NULL))
        fail_msg("'%s' in 3.%d: %s", u->text, minor,
                 c == NULL ? f.problem : "accepted");
    if (c != NULL && !es9) {
        assert_string_equal(print_effects(&f, c, n_fixed), u->effects);
        assert_int_equal(c->calls, u->calls);
        check_round_trip(&f, c);
    }
    arena_free(f.keep);
}

static void
test_units(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        for (int minor = 8; minor <= 14; minor++)
            check_unit(&units[i], minor);
}

/* Every '#' unit without PY_SSIZE_T_CLEAN: refused by 3.10 to 3.12. */
static void
test_ssize_clean(void **state)
{
    (void)state;
    size_t n = 0;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        const struct unit *u = &units[i];
        if (u->base[0] == 'U' || strchr(u->text, '#') == NULL)
            continue;
        n++;
        for (int minor = u->since; minor <= u->until; minor++) {
            struct fixture f = {.keep = arena_new()};
            f.syms = symtab_new(f.keep);
            size_t n_args = (u->base[0] == 'P' ? 2 : 1) +
                            count_words(u->effects);
            const struct contract *c = expand(&f, u->base, u->text, n_args,
                                              minor, false);
            assert_int_equal(c == NULL, minor >= 10 && minor <= 12);
            if (c == NULL)
                assert_non_null(strstr(f.problem, "PY_SSIZE_T_CLEAN"));
            arena_free(f.keep);
        }
    }
    assert_int_equal(n, 12);
}

/* ---- choices ------------------------------------------------------------ */

static bool
lends_in(const struct contract *c, size_t param, size_t outcome)
{
    const struct param *p = &c->params[param];
    for (size_t i = 0; i < p->n_effects; i++)
        if (p->effects[i].verb == VERB_LENDS)
            return (p->effects[i].when >> outcome & 1) != 0;
    return false;
}

static bool
is_ok(const struct contract *c, size_t outcome)
{
    return !contract_outcome_fails(&c->outcomes[outcome]);
}

static const char *
many_objects(struct fixture *f, size_t n)
{
    struct text t = {.keep = f->keep};
    text_add(&t, "|");
    for (size_t i = 0; i < n; i++)
        text_add(&t, "O");
    return text_str(&t);
}

/* Given arguments come before those left out, and each number of them has
 * its outcome. */
static void
check_positional(size_t n)
{
    struct fixture f = {.keep = arena_new()};
    f.syms = symtab_new(f.keep);
    const struct contract *c = expand(&f, PARSE, many_objects(&f, n), 2 + n,
                                      11, true);
    assert_non_null(c);
    bool seen[64] = {0};
    for (size_t o = 0; o < c->n_outcomes; o++) {
        size_t given = 0;
        for (size_t i = 0; i < n && is_ok(c, o); i++) {
            if (lends_in(c, 2 + i, o))
                assert_int_equal(given++, i);
        }
        if (is_ok(c, o))
            seen[given] = true;
    }
    assert_true(seen[0] && seen[n]);
    for (size_t given = 0; given <= n && n <= 28; given++)
        assert_true(seen[given]);
    check_round_trip(&f, c);
    arena_free(f.keep);
}

/* Each pair of arguments is seen in all four ways. */
static void
check_pairs(size_t n)
{
    struct fixture f = {.keep = arena_new()};
    f.syms = symtab_new(f.keep);
    const struct contract *c = expand(&f, PARSEKW, many_objects(&f, n), 4 + n,
                                      11, true);
    assert_non_null(c);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) {
            unsigned ways = 0;
            for (size_t o = 0; o < c->n_outcomes; o++)
                if (is_ok(c, o))
                    ways |= 1u << (lends_in(c, 4 + i, o) * 2 +
                                   lends_in(c, 4 + j, o));
            assert_int_equal(ways, 15);
        }
    check_round_trip(&f, c);
    arena_free(f.keep);
}

static void
test_choices(void **state)
{
    (void)state;
    for (size_t n = 1; n <= 60; n++)
        check_positional(n);
    for (size_t n = 1; n <= 26; n++)
        check_pairs(n);
}

/* More keyword arguments than outcomes: all given, none given, and every
 * one of them both ways. */
static void
test_too_many_keywords(void **state)
{
    (void)state;
    struct fixture f = {.keep = arena_new()};
    f.syms = symtab_new(f.keep);
    const struct contract *c = expand(&f, PARSEKW, many_objects(&f, 70), 74,
                                      11, true);
    assert_non_null(c);
    assert_true(c->n_outcomes <= CONTRACT_MAX_OUTCOMES);
    for (size_t i = 0; i < 70; i++) {
        unsigned ways = 0;
        for (size_t o = 0; o < c->n_outcomes; o++)
            if (is_ok(c, o))
                ways |= 1u << lends_in(c, 4 + i, o);
        assert_int_equal(ways, 3);
    }
    arena_free(f.keep);
}

/* ---- what the arguments are --------------------------------------------- */

struct shape {
    const char *base, *format;
    int minor;
    bool clean;
    const char *types;
    size_t n_units;
};

/* "PyObject **?": a cell that Python code may leave out. */
static const struct shape shapes[] = {
    {PARSE, "O|i:f", 11, true, "PyObject **; int *?; ", 2},
    {PARSE, "bBhHiIlkLKn", 11, true,
     "char *; char *; short *; short *; int *; int *; long *; long *; "
     "long long *; long long *; Py_ssize_t *; ",
     11},
    {PARSE, "cCpfdD", 11, true,
     "char *; int *; int *; float *; double *; Py_complex *; ", 6},
    {PARSE, "s#", 9, false, "char **; int *; ", 1},
    {PARSE, "s#", 9, true, "char **; Py_ssize_t *; ", 1},
    {PARSE, "s#", 13, false, "char **; Py_ssize_t *; ", 1},
    {PARSE, "y*O!O&", 11, true,
     "Py_buffer *; PyObject *; PyObject **; converter function; void *; ", 3},
    {PARSE, "es#", 11, true, "char *; char **; Py_ssize_t *; ", 1},
    {PARSEKW, "(ii)|$(O(dd))s", 11, true,
     "int *; int *; PyObject **?; double *?; double *?; char **?; ", 3},
    {BUILD, "(bhiCcp)", 14, true, "int; int; int; int; int; int; ", 0},
    {BUILD, "fdDKNs#U#u", 11, true,
     "double; double; Py_complex *; long long; PyObject *; char *; "
     "Py_ssize_t; char *; Py_ssize_t; wchar_t *; ",
     0},
    {CALL, "O&i", 11, true, "converter function; void *; int; ", 0},
    {UNICODE, "%d%ld%lld%zd%x%c%p%s%S%V", 11, true,
     "int; long; long long; Py_ssize_t; int; int; void *; char *; "
     "PyObject *; PyObject *; char *; ",
     0},
    {UNICODE, "%*d%jd%td%ls%lV", 12, true,
     "int; int; intmax_t; ptrdiff_t; wchar_t *; PyObject *; wchar_t *; ", 0},
};

static void
test_shapes(void **state)
{
    (void)state;
    struct fixture f = {.keep = arena_new()};
    f.syms = symtab_new(f.keep);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        const struct shape *s = &shapes[i];
        struct contract_error error;
        struct contract *c = contract_parse(f.keep, f.syms, s->base, &error);
        struct format_shape shape;
        struct text types = {.keep = f.keep};
        assert_true(contract_format(f.keep, c, s->format,
                                    (struct version){3, s->minor}, s->clean,
                                    &shape, &f.problem));
        for (size_t k = 0; k < shape.n_args; k++)
            text_printf(&types, "%s%s; ",
                        format_type_name(f.keep, &shape.args[k]),
                        shape.args[k].optional ? "?" : "");
        assert_string_equal(text_str(&types), s->types);
        assert_int_equal(shape.n_units, s->n_units);
    }
    arena_free(f.keep);
}

static void
test_unpacking(void **state)
{
    (void)state;
    struct fixture f = {.keep = arena_new()};
    f.syms = symtab_new(f.keep);
    const struct contract *c = expand(
        &f, "T(args, name, min, max, ...) -> 1 | 0! format(unpack, min)",
        "O|O", 6, 11, true);
    assert_string_equal(contract_print(f.keep, c),
                        "T(args, name, min, max, arg5:lends(args)@ok, "
                        "arg6:lends(args)@#1) -> 1 | 1 | 0!");
    arena_free(f.keep);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_expansions),
        cmocka_unit_test(test_problems),
        cmocka_unit_test(test_units),
        cmocka_unit_test(test_ssize_clean),
        cmocka_unit_test(test_choices),
        cmocka_unit_test(test_too_many_keywords),
        cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_unpacking),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
