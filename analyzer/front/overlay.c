/* The overlay template (overlay.h) expanded into virtual header files. */
#include "flags.h"
#include "overlay_text.h"

#include <string.h>

/* One parameter of a @call line: how it is declared and how it is passed. */
struct parameter {
    const char *type, *cast; /* cast "" when there is none */
    const char *name;
};

#define MAX_PARAMETERS 8

struct entry {
    const char *result, *name;
    struct parameter params[MAX_PARAMETERS];
    size_t n;
};

static bool
is_word_end(char c)
{
    return c == '*' || c == ' ';
}

/* "const char *name" -> type "const char *", name "name". */
static void
split_declaration(arena *keep, const char *s, size_t n, const char **type,
                  const char **name)
{
    size_t at = n;
    while (at > 0 && !is_word_end(s[at - 1]))
        at--;
    *name = arena_strndup(keep, s + at, n - at);
    *type = arena_strndup(keep, s, at);
}

static void
add_parameter(arena *keep, struct entry *e, const char *s, size_t n)
{
    assert(e->n < MAX_PARAMETERS);
    struct parameter *p = &e->params[e->n++];
    split_declaration(keep, s, n, &p->type, &p->name);
    p->cast = "";
    if (strcmp(p->type, "object ") == 0)
        p->type = "PyObject *";
    else if (strcmp(p->type, "type ") == 0)
        p->type = "PyTypeObject *";
    else
        return;
    p->cast = arena_printf(keep, "(%s)", p->type);
}

/* "int PyList_Check(object o)" */
static struct entry
parse_entry(arena *keep, const char *s)
{
    struct entry e = {.n = 0};
    const char *open = strchr(s, '('), *close = strchr(s, ')');
    assert(open != NULL && close != NULL && open < close);
    split_declaration(keep, s, (size_t)(open - s), &e.result, &e.name);
    for (s = open + 1; s < close;) {
        size_t n = strcspn(s, ",)");
        add_parameter(keep, &e, s, n);
        s += n + 1;
        s += strspn(s, " ");
    }
    return e;
}

static void
add_list(struct text *out, const struct entry *e, bool types, bool casts)
{
    text_add(out, "(");
    for (size_t i = 0; i < e->n; i++) {
        const struct parameter *p = &e->params[i];
        text_add(out, i > 0 ? ", " : "");
        if (types)
            text_add(out, p->type);
        else if (casts)
            text_printf(out, "%s(%s)", p->cast, p->name);
        else
            text_add(out, p->name);
    }
    text_add(out, types && e->n == 0 ? "void)" : ")");
}

/* In parentheses, since some macro has them and `if PySlice_Check(o)` then
   compiles. */
static void
expand_entry(struct text *out, const struct entry *e, bool place)
{
    bool is_void = strcmp(e->result, "void ") == 0;
    const char *prefix = place ? "refaudit_place_" : "refaudit_";
    text_printf(out, "#ifdef %s\n%s%s%s%s", e->name, e->result,
                place ? "*" : "", prefix, e->name);
    add_list(out, e, true, false);
    text_printf(out, ";\n#undef %s\n#define %s", e->name, e->name);
    add_list(out, e, false, false);
    text_printf(out, " %s%s%s",
                place     ? "(*"
                : is_void ? ""
                          : "(",
                prefix, e->name);
    add_list(out, e, false, true);
    text_add(out, is_void ? "\n#endif\n" : ")\n#endif\n");
}

static const char *
after(const char *line, const char *word)
{
    return str_starts(line, word) ? line + strlen(word) : NULL;
}

/* Number of files made; at most `max`. */
size_t
overlay_make(arena *keep, struct overlay_file *files, size_t max)
{
    size_t n = 0;
    struct text out = {.keep = keep};
    for (const char *s = (const char *)overlay_bytes; *s != '\0';) {
        size_t length = strcspn(s, "\n");
        const char *line = arena_strndup(keep, s, length), *rest;
        s += length + (s[length] == '\n');
        if ((rest = after(line, "@file ")) != NULL) {
            assert(n < max);
            files[n].path = arena_printf(keep, OVERLAY_DIRECTORY "/%s", rest);
            files[n++].text = "";
            out = (struct text){.keep = keep};
        }
        else if ((rest = after(line, "@call ")) != NULL ||
                 (rest = after(line, "@place ")) != NULL) {
            struct entry e = parse_entry(keep, rest);
            expand_entry(&out, &e, str_starts(line, "@place "));
        }
        else
            text_printf(&out, "%s\n", line);
        if (n > 0)
            files[n - 1].text = text_str(&out);
    }
    return n;
}
