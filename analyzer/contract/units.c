/* Format strings of PyArg_Parse*, Py_BuildValue, PyObject_Call* and
 * PyUnicode_FromFormat, taken apart into their arguments.
 *
 * Facts from CPython's Doc/c-api/arg.rst and unicode.rst, and from what
 * getargs.c, modsupport.c and unicodeobject.c of 3.8 to 3.14 do.  The
 * suffix '?' (nullable) was in betas of 3.14 and taken back before 3.14.0.
 */
#include "units.h"

#include <ctype.h>
#include <string.h>

struct unit {
    const char *text;
    enum role roles[UNIT_MAX_ARGS];
    enum format_type types[UNIT_MAX_ARGS]; /* SSIZE: see length_type() */
    struct version since, until;
    bool infallible; /* accepts every object */
    bool calls;      /* may run Python code: __index__, __buffer__... */
};

/* Longer units come before their beginnings. */
static const struct unit parse_units[] = {
    {.text = "es#",
     {ROLE_TEXT, ROLE_MEM_IF_NULL, ROLE_FILL},
     {FORMAT_TEXT, FORMAT_TEXT, FORMAT_SSIZE},
     .calls = true},
    {.text = "et#",
     {ROLE_TEXT, ROLE_MEM_IF_NULL, ROLE_FILL},
     {FORMAT_TEXT, FORMAT_TEXT, FORMAT_SSIZE},
     .calls = true},
    {.text = "es",
     {ROLE_TEXT, ROLE_MEM},
     {FORMAT_TEXT, FORMAT_TEXT},
     .calls = true},
    {.text = "et",
     {ROLE_TEXT, ROLE_MEM},
     {FORMAT_TEXT, FORMAT_TEXT},
     .calls = true},
    {.text = "s*", {ROLE_BUFFER}, {FORMAT_BUFFER}, .calls = true},
    {.text = "z*", {ROLE_BUFFER_OR_NONE}, {FORMAT_BUFFER}, .calls = true},
    {.text = "y*", {ROLE_BUFFER}, {FORMAT_BUFFER}, .calls = true},
    {.text = "w*", {ROLE_BUFFER}, {FORMAT_BUFFER}, .calls = true},
    {.text = "s#",
     {ROLE_INSIDE, ROLE_FILL},
     {FORMAT_TEXT, FORMAT_SSIZE},
     .calls = true},
    {.text = "z#",
     {ROLE_FILL, ROLE_FILL},
     {FORMAT_TEXT, FORMAT_SSIZE},
     .calls = true},
    {.text = "y#",
     {ROLE_INSIDE, ROLE_FILL},
     {FORMAT_TEXT, FORMAT_SSIZE},
     .calls = true},
    {.text = "u#",
     {ROLE_FILL, ROLE_FILL},
     {FORMAT_WIDE, FORMAT_SSIZE},
     .until = {3, 11}},
    {.text = "Z#",
     {ROLE_FILL, ROLE_FILL},
     {FORMAT_WIDE, FORMAT_SSIZE},
     .until = {3, 11}},
    {.text = "s", {ROLE_INSIDE}, {FORMAT_TEXT}},
    {.text = "z", {ROLE_FILL}, {FORMAT_TEXT}},
    {.text = "y", {ROLE_INSIDE}, {FORMAT_TEXT}, .calls = true},
    {.text = "u", {ROLE_FILL}, {FORMAT_WIDE}, .until = {3, 11}},
    {.text = "Z", {ROLE_FILL}, {FORMAT_WIDE}, .until = {3, 11}},
    {.text = "O!", {ROLE_PLAIN, ROLE_LEND}, {FORMAT_OBJECT, FORMAT_OBJECT}},
    {.text = "O&",
     {ROLE_CONVERTER, ROLE_CONVERTED},
     {FORMAT_CONVERTER, FORMAT_POINTER},
     .calls = true},
    {.text = "O", {ROLE_LEND}, {FORMAT_OBJECT}, .infallible = true},
    {.text = "S", {ROLE_LEND}, {FORMAT_OBJECT}},
    {.text = "U", {ROLE_LEND}, {FORMAT_OBJECT}},
    {.text = "Y", {ROLE_LEND}, {FORMAT_OBJECT}},
    {.text = "b", {ROLE_FILL}, {FORMAT_CHAR}, .calls = true},
    {.text = "B", {ROLE_FILL}, {FORMAT_CHAR}, .calls = true},
    {.text = "h", {ROLE_FILL}, {FORMAT_SHORT}, .calls = true},
    {.text = "H", {ROLE_FILL}, {FORMAT_SHORT}, .calls = true},
    {.text = "i", {ROLE_FILL}, {FORMAT_INT}, .calls = true},
    {.text = "I", {ROLE_FILL}, {FORMAT_INT}, .calls = true},
    {.text = "l", {ROLE_FILL}, {FORMAT_LONG}, .calls = true},
    {.text = "k", {ROLE_FILL}, {FORMAT_LONG}, .calls = true},
    {.text = "L", {ROLE_FILL}, {FORMAT_LONG_LONG}, .calls = true},
    {.text = "K", {ROLE_FILL}, {FORMAT_LONG_LONG}, .calls = true},
    {.text = "n", {ROLE_FILL}, {FORMAT_SSIZE}, .calls = true},
    {.text = "c", {ROLE_FILL}, {FORMAT_CHAR}},
    {.text = "C", {ROLE_FILL}, {FORMAT_INT}},
    {.text = "f", {ROLE_FILL}, {FORMAT_FLOAT}, .calls = true},
    {.text = "d", {ROLE_FILL}, {FORMAT_DOUBLE}, .calls = true},
    {.text = "D", {ROLE_FILL}, {FORMAT_COMPLEX}, .calls = true},
    {.text = "p", {ROLE_FILL}, {FORMAT_INT}, .calls = true},
    {.text = NULL},
};

/* Every object unit of a builder takes '&'. */
static const struct unit build_units[] = {
    {.text = "s#", {ROLE_TEXT, ROLE_PLAIN}, {FORMAT_TEXT, FORMAT_SSIZE}},
    {.text = "z#", {ROLE_TEXT, ROLE_PLAIN}, {FORMAT_TEXT, FORMAT_SSIZE}},
    {.text = "U#", {ROLE_TEXT, ROLE_PLAIN}, {FORMAT_TEXT, FORMAT_SSIZE}},
    {.text = "y#", {ROLE_TEXT, ROLE_PLAIN}, {FORMAT_TEXT, FORMAT_SSIZE}},
    {.text = "u#", {ROLE_TEXT, ROLE_PLAIN}, {FORMAT_WIDE, FORMAT_SSIZE}},
    {.text = "s", {ROLE_TEXT}, {FORMAT_TEXT}},
    {.text = "z", {ROLE_TEXT}, {FORMAT_TEXT}},
    {.text = "U", {ROLE_TEXT}, {FORMAT_TEXT}},
    {.text = "y", {ROLE_TEXT}, {FORMAT_TEXT}},
    {.text = "u", {ROLE_TEXT}, {FORMAT_WIDE}},
    {.text = "O&",
     {ROLE_CONVERTER, ROLE_CONVERTIBLE},
     {FORMAT_CONVERTER, FORMAT_POINTER}},
    {.text = "S&",
     {ROLE_CONVERTER, ROLE_CONVERTIBLE},
     {FORMAT_CONVERTER, FORMAT_POINTER}},
    {.text = "N&",
     {ROLE_CONVERTER, ROLE_CONVERTIBLE},
     {FORMAT_CONVERTER, FORMAT_POINTER}},
    {.text = "O", {ROLE_KEEP}, {FORMAT_OBJECT}},
    {.text = "S", {ROLE_KEEP}, {FORMAT_OBJECT}},
    {.text = "N", {ROLE_STEAL}, {FORMAT_OBJECT}},
    {.text = "b", {ROLE_PLAIN}, {FORMAT_INT}},
    {.text = "B", {ROLE_PLAIN}, {FORMAT_INT}},
    {.text = "h", {ROLE_PLAIN}, {FORMAT_INT}},
    {.text = "H", {ROLE_PLAIN}, {FORMAT_INT}},
    {.text = "i", {ROLE_PLAIN}, {FORMAT_INT}},
    {.text = "I", {ROLE_PLAIN}, {FORMAT_INT}},
    {.text = "l", {ROLE_PLAIN}, {FORMAT_LONG}},
    {.text = "k", {ROLE_PLAIN}, {FORMAT_LONG}},
    {.text = "L", {ROLE_PLAIN}, {FORMAT_LONG_LONG}},
    {.text = "K", {ROLE_PLAIN}, {FORMAT_LONG_LONG}},
    {.text = "n", {ROLE_PLAIN}, {FORMAT_SSIZE}},
    {.text = "c", {ROLE_PLAIN}, {FORMAT_INT}},
    {.text = "C", {ROLE_PLAIN}, {FORMAT_INT}},
    {.text = "f", {ROLE_PLAIN}, {FORMAT_DOUBLE}},
    {.text = "d", {ROLE_PLAIN}, {FORMAT_DOUBLE}},
    {.text = "D", {ROLE_PLAIN}, {FORMAT_COMPLEX}},
    {.text = "p", {ROLE_PLAIN}, {FORMAT_INT}, .since = {3, 14}},
    {.text = NULL},
};

/* ---- common to all ------------------------------------------------------ */

static bool problem(struct units *u, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool
problem(struct units *u, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    u->problem = arena_vprintf(u->keep, format, ap);
    va_end(ap);
    return false;
}

/* The length that goes with '#'. */
static enum format_type
length_type(const struct units *u)
{
    bool old = version_is_before(u->version, (struct version){3, 10});
    return old && !u->ssize_clean ? FORMAT_INT : FORMAT_SSIZE;
}

static void
add_arg(struct units *u, enum role role, enum format_type type,
        const char *unit)
{
    struct unit_arg arg = {.role = role, .type = type, .unit = unit};
    VEC_PUSH(u->keep, &u->args, arg);
}

static void
add_unit(struct units *u, const struct unit *unit, bool optional, bool nested)
{
    bool length = strchr(unit->text, '#') != NULL;
    for (size_t i = 0; i < UNIT_MAX_ARGS && unit->roles[i] != ROLE_END; i++) {
        enum format_type type = unit->types[i];
        if (length && type == FORMAT_SSIZE)
            type = length_type(u);
        add_arg(u, unit->roles[i], type, unit->text);
        u->args.v[u->args.n - 1].optional = optional;
        u->args.v[u->args.n - 1].infallible = unit->infallible;
        u->args.v[u->args.n - 1].nested = nested;
    }
}

static const struct unit *
find_unit(const struct unit *table, const char *at)
{
    for (const struct unit *unit = table; unit->text != NULL; unit++)
        if (strncmp(unit->text, at, strlen(unit->text)) == 0)
            return unit;
    return NULL;
}

static bool
unknown_unit(struct units *u, const char *at)
{
    if (*at == 'e')
        return problem(u, "'e' must be followed by 's' or 't'");
    if (*at == 'w')
        return problem(u, "'w' must be followed by '*'");
    if (isprint((unsigned char)*at))
        return problem(u, "'%c' is no format unit", *at);
    return problem(u, "byte 0x%02x is no format unit", (unsigned char)*at);
}

/* Python 3.10 to 3.12 refuse '#' at run time without PY_SSIZE_T_CLEAN;
 * before, the length was an int then; after, the macro does nothing. */
static bool
check_unit(struct units *u, const struct unit *unit)
{
    struct version v = u->version;
    if (unit->until.major > 0 && version_is_before(unit->until, v))
        return problem(u, "'%s' was removed in Python %d.%d", unit->text,
                       unit->until.major, unit->until.minor + 1);
    if (version_is_before(v, unit->since))
        return problem(u, "'%s' is new in Python %d.%d", unit->text,
                       unit->since.major, unit->since.minor);
    bool refused = !version_is_before(v, (struct version){3, 10}) &&
                   version_is_before(v, (struct version){3, 13});
    if (strchr(unit->text, '#') != NULL && !u->ssize_clean && refused)
        return problem(u,
                       "'%s' fails at run time: PY_SSIZE_T_CLEAN is not "
                       "defined before Python.h is included",
                       unit->text);
    return true;
}

/* ---- parsers ------------------------------------------------------------ */

struct parse_state {
    unsigned depth;
    bool optional, keyword_only;
    size_t last;       /* the first argument of the last unit */
    size_t n_optional; /* units */
};

#define PARSE_MAX_DEPTH 29

static bool
read_parse_unit(struct units *u, const char **at, const struct parse_state *s)
{
    const struct unit *unit = find_unit(parse_units, *at);
    if (unit == NULL)
        return unknown_unit(u, *at);
    if (!check_unit(u, unit))
        return false;
    if (!unit->infallible)
        u->unsafe = u->args.n;
    u->calls |= unit->calls;
    add_unit(u, unit, s->optional, s->depth > 0);
    *at += strlen(unit->text);
    return true;
}

static bool
read_bar(struct units *u, struct parse_state *s)
{
    if (s->depth > 0)
        return problem(u, "'|' cannot stand inside parentheses");
    /* Without keywords the last one counts. */
    if (s->optional && u->keywords)
        return problem(u, "'|' is there twice");
    if (s->keyword_only)
        return problem(u, "'$' must come after '|'");
    s->optional = true;
    return true;
}

static bool
read_dollar(struct units *u, struct parse_state *s)
{
    if (!u->keywords)
        return problem(u, "'$' is for functions with keywords only");
    if (s->depth > 0)
        return problem(u, "'$' cannot stand inside parentheses");
    if (s->keyword_only)
        return problem(u, "'$' is there twice");
    s->keyword_only = true;
    return true;
}

/* One that Python code passes. */
static void
begin_unit(struct units *u, struct parse_state *s)
{
    if (s->depth > 0)
        return;
    u->n_units++;
    s->last = u->args.n;
    s->n_optional += s->optional;
}

/* Whoever passes a keyword that is none, but not too many arguments, leaves
 * out another one: a required one, which is missed before the last unit is
 * reached, or an optional one.  (vgetargskeywords() in Python/getargs.c) */
static size_t
written_before_names(const struct units *u, const struct parse_state *s)
{
    size_t end = s->n_optional > 1 ? u->args.n : s->last;
    return end > u->unsafe ? end : u->unsafe;
}

/* One unit or mark at *at. */
static bool
read_parse_item(struct units *u, const char **at, struct parse_state *s)
{
    switch (**at) {
    case '(':
        u->unsafe = u->args.n;
        u->calls = true;
        if (s->depth == PARSE_MAX_DEPTH)
            return problem(u, "parentheses are nested too deeply");
        begin_unit(u, s);
        s->depth++;
        break;
    case ')':
        if (s->depth == 0)
            return problem(u, "')' closes nothing");
        s->depth--;
        break;
    case '|':
        if (!read_bar(u, s))
            return false;
        break;
    case '$':
        if (!read_dollar(u, s))
            return false;
        break;
    default:
        begin_unit(u, s);
        return read_parse_unit(u, at, s);
    }
    ++*at;
    return true;
}

static bool
read_parse(struct units *u, const char *format)
{
    struct parse_state s = {0};
    const char *at = format;
    while (*at != '\0' && *at != ':' && *at != ';')
        if (!read_parse_item(u, &at, &s))
            return false;
    if (s.depth > 0)
        return problem(u, "'(' is not closed");
    if (u->keywords)
        u->unsafe = written_before_names(u, &s);
    return true;
}

/* ---- builders ----------------------------------------------------------- */

#define BUILD_MAX_DEPTH 64

struct build_state {
    char close[BUILD_MAX_DEPTH];
    size_t items[BUILD_MAX_DEPTH];
    size_t depth;
};

static bool
is_object_role(enum role role)
{
    return role == ROLE_KEEP || role == ROLE_STEAL || role == ROLE_CONVERTER;
}

static bool
read_build_unit(struct units *u, const char **at, struct build_state *s)
{
    const struct unit *unit = find_unit(build_units, *at);
    if (unit == NULL)
        return unknown_unit(u, *at);
    if (!check_unit(u, unit))
        return false;
    /* Hashing a key, and a converter, may do anything. */
    bool key = s->close[s->depth] == '}' && s->items[s->depth] % 2 == 0;
    if (unit->roles[0] == ROLE_CONVERTER ||
        (key && is_object_role(unit->roles[0])))
        u->calls = true;
    add_unit(u, unit, false, false);
    s->items[s->depth]++;
    *at += strlen(unit->text);
    return true;
}

static bool
read_open(struct units *u, char close, struct build_state *s)
{
    if (s->depth + 1 == BUILD_MAX_DEPTH)
        return problem(u, "parentheses are nested too deeply");
    s->items[s->depth]++;
    s->depth++;
    s->close[s->depth] = close;
    s->items[s->depth] = 0;
    return true;
}

static bool
read_close(struct units *u, char close, struct build_state *s)
{
    if (s->depth == 0)
        return problem(u, "'%c' closes nothing", close);
    if (s->close[s->depth] != close)
        return problem(u, "'%c' stands where '%c' is due", close,
                       s->close[s->depth]);
    if (close == '}' && s->items[s->depth] % 2 != 0)
        return problem(u, "'{}' needs a value for each key");
    s->depth--;
    return true;
}

static bool
read_build_item(struct units *u, const char **at, struct build_state *s)
{
    char c = **at;
    switch (c) {
    case ' ':
    case '\t':
    case ',':
    case ':':
        ++*at;
        return true;
    case '(':
    case '[':
    case '{':
        ++*at;
        return read_open(u, c == '(' ? ')' : c == '[' ? ']' : '}', s);
    case ')':
    case ']':
    case '}':
        ++*at;
        return read_close(u, c, s);
    default:
        return read_build_unit(u, at, s);
    }
}

static bool
read_build(struct units *u, const char *format)
{
    struct build_state s = {0};
    const char *at = format;
    while (*at != '\0')
        if (!read_build_item(u, &at, &s))
            return false;
    return s.depth == 0 ||
           problem(u, "'%c' is missing at the end", s.close[s.depth]);
}

/* The arguments of a call live in a tuple that dies with the call. */
static bool
read_call(struct units *u, const char *format)
{
    if (format == NULL)
        return true;
    if (!read_build(u, format))
        return false;
    for (size_t i = 0; i < u->args.n; i++)
        if (u->args.v[i].role == ROLE_KEEP)
            u->args.v[i].role = ROLE_PASS;
    return true;
}

/* ---- PyUnicode_FromFormat ----------------------------------------------- */

struct directive {
    const char *begin; /* after '%' */
    bool has_width, has_precision;
    char size; /* 'l', 'L' for ll, 'z', 'j', 't' or NUL */
    char conversion;
};

static bool
is_modern(const struct units *u)
{
    return !version_is_before(u->version, (struct version){3, 12});
}

static bool
bad_directive(struct units *u, const struct directive *d, const char *end)
{
    size_t n = (size_t)(end - d->begin) + (*end != '\0');
    return problem(u, "'%%%.*s' is no directive of Python %d.%d", (int)n,
                   d->begin, u->version.major, u->version.minor);
}

/* Since 3.13, '#' is accepted everywhere, though it means something to T and
 * N only. */
static void
skip_flags(const struct units *u, const char **at)
{
    bool thirteen = !version_is_before(u->version, (struct version){3, 13});
    if (is_modern(u))
        *at += strspn(*at, thirteen ? "-0#" : "-0");
    else
        *at += **at == '0';
}

/* Digits, or since 3.12 a '*' that takes an int. */
static bool
read_number(struct units *u, const char **at)
{
    if (is_modern(u) && **at == '*') {
        add_arg(u, ROLE_PLAIN, FORMAT_INT, "*");
        ++*at;
        return true;
    }
    const char *begin = *at;
    while (isdigit((unsigned char)**at))
        ++*at;
    return *at > begin;
}

static char
read_size(struct units *u, const char **at)
{
    char c = **at;
    if (c == 'l' && (*at)[1] == 'l') {
        *at += 2;
        return 'L';
    }
    if (c == 'l' || c == 'z' || (is_modern(u) && (c == 'j' || c == 't'))) {
        ++*at;
        return c;
    }
    return '\0';
}

static bool
directive_is_sound(const struct units *u, const struct directive *d)
{
    bool thirteen = !version_is_before(u->version, (struct version){3, 13});
    bool plain = d->size == '\0';
    switch (d->conversion) {
    case 'd':
    case 'i':
    case 'u':
        return true;
    case 'x':
        return is_modern(u) || plain;
    case 'o':
    case 'X':
        return is_modern(u);
    case 'c':
    case 'p':
        return plain && (!is_modern(u) || !(d->has_width || d->has_precision));
    case 's':
    case 'V':
        return plain || (is_modern(u) && d->size == 'l');
    case 'U':
    case 'S':
    case 'R':
    case 'A':
        return plain;
    case 'T':
    case 'N':
        return thirteen && plain;
    default:
        return false;
    }
}

static enum format_type
integer_type(char size)
{
    switch (size) {
    case 'l':
        return FORMAT_LONG;
    case 'L':
        return FORMAT_LONG_LONG;
    case 'z':
        return FORMAT_SSIZE;
    case 'j':
        return FORMAT_INTMAX;
    case 't':
        return FORMAT_PTRDIFF;
    default:
        return FORMAT_INT;
    }
}

static void
add_directive(struct units *u, const struct directive *d, const char *unit)
{
    enum format_type text = d->size == 'l' ? FORMAT_WIDE : FORMAT_TEXT;
    switch (d->conversion) {
    case 'S':
    case 'R':
    case 'A':
        u->calls = true;
        add_arg(u, ROLE_PLAIN, FORMAT_OBJECT, unit);
        return;
    case 'U':
    case 'T':
    case 'N':
        add_arg(u, ROLE_PLAIN, FORMAT_OBJECT, unit);
        return;
    case 'V':
        add_arg(u, ROLE_MAYBE_OBJECT, FORMAT_OBJECT, unit);
        add_arg(u, ROLE_TEXT, text, unit);
        return;
    case 's':
        add_arg(u, ROLE_PLAIN, text, unit);
        return;
    case 'p':
        add_arg(u, ROLE_PLAIN, FORMAT_POINTER, unit);
        return;
    default:
        add_arg(u, ROLE_PLAIN, integer_type(d->size), unit);
        return;
    }
}

/* What follows a '%'. */
static bool
read_directive(struct units *u, const char **at)
{
    struct directive d = {.begin = *at};
    if (**at == '%') {
        ++*at;
        return true;
    }
    skip_flags(u, at);
    d.has_width = read_number(u, at);
    if (**at == '.') {
        ++*at;
        d.has_precision = read_number(u, at);
    }
    d.size = read_size(u, at);
    d.conversion = **at;
    if (!directive_is_sound(u, &d))
        return bad_directive(u, &d, *at);
    ++*at;
    size_t n = (size_t)(*at - d.begin) + 1;
    add_directive(u, &d, arena_strndup(u->keep, d.begin - 1, n));
    return true;
}

static bool
read_unicode(struct units *u, const char *format)
{
    const char *at = format;
    while ((at = strchr(at, '%')) != NULL) {
        at++;
        if (!read_directive(u, &at))
            return false;
    }
    return true;
}

/* ---- the whole ---------------------------------------------------------- */

void
units_read(struct units *u, enum format_family family, const char *format)
{
    assert(format != NULL || family == FAMILY_CALL);
    u->keywords = family == FAMILY_PARSEKW;
    switch (family) {
    case FAMILY_PARSE:
    case FAMILY_PARSEKW:
    case FAMILY_UNPACK:
        read_parse(u, format);
        break;
    case FAMILY_BUILD:
        read_build(u, format);
        break;
    case FAMILY_CALL:
        read_call(u, format);
        break;
    case FAMILY_UNICODE:
        read_unicode(u, format);
        break;
    case FAMILY_OBJECTS:
    case FAMILY_PACK:
        assert(!"no format");
    }
}
