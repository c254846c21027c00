/* What setup.py, setup.cfg, pyproject.toml and meson.build say literally.
 *
 * Nothing is executed: macros and directories written as plain strings are
 * picked up, values that are computed are made up (and said to be), and
 * whatever stands under a condition other than "not Windows" is left out.
 */
#include "commands_internal.h"

#include <ctype.h>
#include <string.h>

static const char *const script_names[] = {
    "setup.py",
    "setup.cfg",
    "pyproject.toml",
    "meson.build",
};

#define REGION_MAX 8192

struct script {
    arena *keep;
    const char *root, *text;
    struct setup *out;
};

/* ---- is this line sure to be executed on this system? ------------------- */

enum certainty { CERTAIN, UNCERTAIN, NEVER };

static const char *
line_start(const char *text, const char *p)
{
    while (p > text && p[-1] != '\n')
        p--;
    return p;
}

static size_t
line_indent(const char *line)
{
    return strspn(line, " \t");
}

static bool
line_has(const char *line, const char *const *words)
{
    size_t n = strcspn(line, "\n");
    for (; *words != NULL; words++) {
        const char *at = strcasestr(line, *words);
        if (at != NULL && (size_t)(at - line) < n)
            return true;
    }
    return false;
}

static bool
line_is(const char *line, const char *keyword)
{
    line += line_indent(line);
    return str_starts(line, keyword) &&
           !isalnum((unsigned char)line[strlen(keyword)]);
}

static enum certainty
condition_certainty(const char *line)
{
    static const char *const here[] = {"linux", "posix", NULL};
    static const char *const elsewhere[] = {
        "win",  "darwin", "msvc", "cygwin", "mingw", "'nt'", "\"nt\"",
        "java", "sunos",  "aix",  "bsd",    "macos", "os2",  NULL,
    };
    static const char *const negation[] = {"!=", " not ", NULL};
    bool negative = line_has(line, negation);
    if (line_has(line, here))
        return negative ? NEVER : CERTAIN;
    if (line_has(line, elsewhere))
        return negative ? CERTAIN : NEVER;
    return UNCERTAIN;
}

/* Of an `else:`, from the conditions of the same indentation above it. */
static enum certainty
else_certainty(const char *text, const char *line)
{
    size_t indent = line_indent(line);
    enum certainty answer = CERTAIN;
    while (line > text) {
        line = line_start(text, line - 1);
        if (line_indent(line) != indent)
            continue;
        bool first = line_is(line, "if");
        if (!first && !line_is(line, "elif"))
            continue;
        enum certainty one = condition_certainty(line);
        if (one == CERTAIN)
            return NEVER;
        if (one == UNCERTAIN)
            answer = UNCERTAIN;
        if (first)
            break;
    }
    return answer;
}

/* A function may be called or not; those that describe the build are. */
static enum certainty
def_certainty(const char *line)
{
    static const char *const called[] = {
        "main",      "setup", "extension", "ext_modules", "finalize_options",
        "build_ext", NULL,
    };
    return line_has(line, called) ? CERTAIN : UNCERTAIN;
}

static enum certainty
enclosing_certainty(const char *text, const char *line)
{
    if (line_is(line, "def"))
        return def_certainty(line);
    if (line_is(line, "if") || line_is(line, "elif"))
        return condition_certainty(line);
    if (line_is(line, "else"))
        return else_certainty(text, line);
    return CERTAIN;
}

static enum certainty
certainty_at(const char *text, const char *p)
{
    const char *line = line_start(text, p);
    size_t indent = line_indent(line);
    if (line[indent] == '#')
        return NEVER;
    enum certainty answer = CERTAIN;
    while (line > text && indent > 0) {
        line = line_start(text, line - 1);
        size_t here = line_indent(line);
        if (here >= indent || line[here] == '\n' || line[here] == '#')
            continue;
        indent = here;
        enum certainty one = enclosing_certainty(text, line);
        if (one == NEVER)
            return NEVER;
        if (one == UNCERTAIN)
            answer = UNCERTAIN;
    }
    return answer;
}

/* ---- literals ----------------------------------------------------------- */

/* A Python string at `p`, behind it on return; NULL when it is none. */
static const char *
literal_read(arena *keep, const char *p, const char **value)
{
    struct text t = {.keep = keep};
    char quote = *p;
    if ((quote != '"' && quote != '\'') || (p[1] == quote && p[2] == quote))
        return NULL;
    text_add(&t, "");
    for (p++; *p != quote; p++) {
        if (*p == '\0' || *p == '\n')
            return NULL;
        if (*p == '\\' && p[1] != '\0' && p[1] != '\n')
            p++;
        text_add_n(&t, p, 1);
    }
    *value = text_str(&t);
    return p + 1;
}

static bool
is_identifier(const char *s)
{
    if (!isalpha((unsigned char)*s) && *s != '_')
        return false;
    for (; *s != '\0'; s++) {
        if (!isalnum((unsigned char)*s) && *s != '_')
            return false;
    }
    return true;
}

static const char *
skip_space(const char *p)
{
    return p + strspn(p, " \t\r\n");
}

/* ---- macros ------------------------------------------------------------- */

/* A stand-in for a value that only running the script would tell. */
static const char *
macro_stand_in(const char *name)
{
    static const char *const numbers[] = {
        "MAJOR", "MINOR", "PATCH", "MICRO", "HEX", "NUM", "SERIAL", NULL,
    };
    static const char *const strings[] = {
        "VERSION", "NAME",   "DATE", "PATH",    "DIR",      "COMMIT",
        "HASH",    "AUTHOR", "TIME", "LICENSE", "REVISION", NULL,
    };
    if (line_has(name, numbers))
        return "0";
    return line_has(name, strings) ? "\"unknown\"" : NULL;
}

struct macro {
    const char *at; /* where in the script */
    const char *name;
    const char *value; /* or the expression that computes it; "" means 1 */
    bool literal;
};

static const char *
macro_value(const struct macro *m)
{
    if (m->literal)
        return m->value;
    return str_starts(m->value, "int(") ? "0" : macro_stand_in(m->name);
}

static void
macro_add(const struct script *s, const struct macro *m)
{
    struct setup *out = s->out;
    enum certainty sure = certainty_at(s->text, m->at);
    if (!is_identifier(m->name) || sure == NEVER ||
        names_have(&out->macros, m->name))
        return;
    const char *value = macro_value(m);
    if (sure == UNCERTAIN || value == NULL) {
        if (!names_have(&out->conditional, m->name))
            names_add(s->keep, &out->conditional, m->name);
        return;
    }
    names_add(s->keep, &out->macros, m->name);
    if (!m->literal)
        names_add(s->keep, &out->made_up, m->name);
    names_add(s->keep, &out->args,
              arena_printf(s->keep, "-D%s%s%s", m->name,
                           *value == '\0' ? "" : "=", value));
}

/* The second half of a pair; false when it is computed. */
static bool
macro_literal(arena *keep, const char *p, const char **value)
{
    const char *end = literal_read(keep, p, value);
    if (end == NULL && str_starts(p, "None")) {
        *value = "";
        end = p + strlen("None");
    }
    else if (end == NULL && isdigit((unsigned char)*p)) {
        size_t n = strspn(p, "0123456789xabcdefABCDEF");
        *value = arena_strndup(keep, p, n);
        end = p + n;
    }
    if (end == NULL)
        return false;
    end = skip_space(end);
    return *end == ')' || *end == ']' || *end == ',';
}

/* ('NAME', 'value') or ["NAME", "value"]; `p` is behind the bracket. */
static void
macro_tuple(const struct script *s, const char *p)
{
    struct macro m = {.at = p};
    p = literal_read(s->keep, skip_space(p), &m.name);
    if (p == NULL || *(p = skip_space(p)) != ',')
        return;
    p = skip_space(p + 1);
    m.literal = macro_literal(s->keep, p, &m.value);
    if (!m.literal)
        m.value = p;
    macro_add(s, &m);
}

/* ---- regions: what follows "define_macros" and its like ----------------- */

typedef void region_visit(const struct script *s, const char *p);

/* The opening bracket of `word = [`, `word += (`, `word.append(`, or NULL. */
static const char *
region_open(const char *p)
{
    p += strspn(p, "\"'] \t");
    if (str_starts(p, ".append(") || str_starts(p, ".extend("))
        return strchr(p, '(');
    if (*p == '(')
        return p;
    p += *p == '+';
    if (*p != '=' && *p != ':')
        return NULL;
    p = skip_space(p + 1);
    return *p == '[' || *p == '(' ? p : NULL;
}

/* Calls `visit` at every bracket and every string of a balanced region. */
static void
region_walk(const struct script *s, const char *open, region_visit *visit)
{
    int depth = 0;
    const char *end = open + REGION_MAX;
    for (const char *p = open; *p != '\0' && p < end;) {
        const char *value, *after;
        visit(s, p);
        if (*p == '#') {
            p += strcspn(p, "\n");
            continue;
        }
        depth += *p == '(' || *p == '[';
        depth -= *p == ')' || *p == ']';
        if (depth == 0)
            return;
        after = literal_read(s->keep, p, &value);
        p = after != NULL ? after : p + 1;
    }
}

static void
regions(const struct script *s, const char *word, region_visit *visit)
{
    for (const char *p = s->text; (p = strstr(p, word)) != NULL;) {
        p += strlen(word);
        const char *open = region_open(p);
        if (open != NULL)
            region_walk(s, open, visit);
    }
}

static void
visit_macro(const struct script *s, const char *p)
{
    if (*p == '(' || *p == '[')
        macro_tuple(s, p + 1);
}

static void
dir_add(const struct script *s, const char *at, const char *name)
{
    if (*name == '\0' || certainty_at(s->text, at) == NEVER)
        return;
    const char *dir = path_normal(s->keep, path_join(s->keep, s->root, name));
    const char *arg = arena_printf(s->keep, "-I%s", dir);
    if (path_is_dir(dir) && !names_have(&s->out->args, arg))
        names_add(s->keep, &s->out->args, arg);
}

static void
visit_dir(const struct script *s, const char *p)
{
    const char *name;
    const char *end = literal_read(s->keep, p, &name);
    if (end == NULL)
        return;
    end = skip_space(end);
    if (*end == ',' || *end == ']' || *end == ')')
        dir_add(s, p, name);
}

/* ---- options written as strings ----------------------------------------- */

/* '-DX=1' as a whole string; with '{' or '%' in it, it is a template. */
static void
option_string(const struct script *s, const char *p)
{
    const char *word;
    const char *end = literal_read(s->keep, p, &word);
    if (end == NULL || !str_starts(word, "-D"))
        return;
    size_t n = strcspn(word + 2, "=");
    end += strspn(end, " \t");
    struct macro m = {
        .at = p,
        .name = arena_strndup(s->keep, word + 2, n),
        .value = word[2 + n] == '=' ? word + 3 + n : "",
        .literal = strchr(",])\r\n", *end) != NULL &&
                   strpbrk(word, "{%@") == NULL && p[-1] != 'f',
    };
    macro_add(s, &m);
}

static void
option_strings(const struct script *s)
{
    for (const char *p = s->text; (p = strstr(p, "-D")) != NULL; p += 2) {
        if (p > s->text + 1 && (p[-1] == '"' || p[-1] == '\''))
            option_string(s, p - 1);
    }
}

/* ---- setup.cfg ---------------------------------------------------------- */

static void
cfg_word(const struct script *s, const char *line, const char *word,
         bool macros)
{
    size_t n = strcspn(word, "=");
    struct macro m = {
        .at = line,
        .name = arena_strndup(s->keep, word, n),
        .value = word[n] == '=' ? word + n + 1 : "",
        .literal = true,
    };
    if (macros)
        macro_add(s, &m);
    else
        dir_add(s, line, word);
}

static void
cfg_words(const struct script *s, const char *line, bool macros)
{
    const char *p = strpbrk(line, "=:");
    const char *end = line + strcspn(line, "\n");
    while (p != NULL && ++p < end) {
        p += strspn(p, " \t,:");
        size_t n = strcspn(p, " \t,\r\n");
        if (n > 0)
            cfg_word(s, line, arena_strndup(s->keep, p, n), macros);
        p += n;
    }
}

static void
cfg_lines(const struct script *s)
{
    const char *line = s->text;
    while (*line != '\0') {
        if (line_is(line, "define") || line_is(line, "defines"))
            cfg_words(s, line, true);
        else if (line_is(line, "include_dirs"))
            cfg_words(s, line, false);
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
}

/* '-D...' strings of pyproject.toml are options of build tools. */
static void
code_read(const struct script *s, const char *name)
{
    if (strcmp(name, "pyproject.toml") != 0)
        option_strings(s);
    regions(s, "macros", visit_macro);
    regions(s, "MACROS", visit_macro);
    regions(s, "defines", visit_macro);
    regions(s, "defs", visit_macro);
    regions(s, "include_dirs", visit_dir);
    regions(s, "include-dirs", visit_dir);
    regions(s, "include_directories", visit_dir);
}

void
setup_scan(arena *keep, const char *root, struct setup *out)
{
    struct text all = {.keep = keep};
    *out = (struct setup){0};
    for (size_t i = 0; i < sizeof script_names / sizeof *script_names; i++) {
        size_t n;
        const char *path = path_join(keep, root, script_names[i]);
        const char *text = path_is_file(path) ? file_read(keep, path, &n)
                                              : NULL;
        if (text == NULL)
            continue;
        struct script s = {keep, root, text, out};
        size_t before = out->args.n + out->conditional.n;
        if (strcmp(script_names[i], "setup.cfg") == 0)
            cfg_lines(&s);
        else
            code_read(&s, script_names[i]);
        if (out->args.n + out->conditional.n > before)
            names_add(keep, &out->files, script_names[i]);
        text_add(&all, text);
    }
    out->text = text_str(&all);
}
