/* Types from the database: a table, one with its fields, the graph. */
#include "types.h"

#include <jansson.h>
#include <string.h>

#include "report.h"

struct printing {
    arena *keep;
    FILE *out;
};

static const char *
safe(const struct printing *p, const char *s)
{
    struct text t = {.keep = p->keep};
    report_add_safe(&t, s);
    return text_str(&t);
}

static const char *
or_dash(const struct printing *p, const char *s)
{
    return s == NULL || *s == '\0' ? "-" : safe(p, s);
}

/* The function in the slot, or NULL; kept. */
static const char *
slot_of(const struct printing *p, const struct store_type *t, const char *slot)
{
    json_t *all = json_loads(t->slots, 0, NULL);
    const char *name = json_string_value(json_object_get(all, slot));
    name = name == NULL ? NULL : arena_strdup(p->keep, name);
    json_decref(all);
    return name;
}

/* ---- list --types ---- */

#define COLUMNS 9

struct row {
    const char *v[COLUMNS];
};

static struct row
row_of(const struct printing *p, const struct store_type *t)
{
    return (struct row){{
        safe(p, t->name),
        t->kind,
        or_dash(p, t->record),
        or_dash(p, t->base),
        or_dash(p, t->flags),
        or_dash(p, slot_of(p, t, "tp_traverse")),
        or_dash(p, slot_of(p, t, "tp_clear")),
        or_dash(p, slot_of(p, t, "tp_dealloc")),
        t->verdict,
    }};
}

static void
print_row(FILE *out, const struct row *row, const size_t *width)
{
    for (size_t i = 0; i + 1 < COLUMNS; i++)
        fprintf(out, "%-*s  ", (int)width[i], row->v[i]);
    fprintf(out, "%s\n", row->v[COLUMNS - 1]);
}

void
types_print(arena *keep, FILE *out, const struct store_type *types, size_t n)
{
    struct printing p = {keep, out};
    struct row *rows = ARENA_ARRAY(keep, struct row, n + 1);
    size_t width[COLUMNS] = {0};
    rows[0] = (struct row){{"type", "kind", "struct", "base", "flags",
                            "traverse", "clear", "dealloc", "verdict"}};
    for (size_t i = 0; i < n; i++)
        rows[i + 1] = row_of(&p, &types[i]);
    for (size_t i = 0; i <= n; i++)
        for (size_t k = 0; k < COLUMNS; k++)
            if (strlen(rows[i].v[k]) > width[k])
                width[k] = strlen(rows[i].v[k]);
    for (size_t i = 0; i <= n; i++)
        print_row(out, &rows[i], width);
}

/* ---- show TYPE ---- */

const struct store_type *
types_named(const struct store_type *types, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        const char *dot = strrchr(types[i].name, '.');
        if (strcmp(types[i].name, name) == 0 ||
            strcmp(types[i].variable, name) == 0 ||
            (dot != NULL && strcmp(dot + 1, name) == 0))
            return &types[i];
    }
    return NULL;
}

static void
show_slots(const struct printing *p, const struct store_type *t)
{
    json_t *all = json_loads(t->slots, 0, NULL);
    const char *slot;
    json_t *value;
    json_object_foreach(all, slot, value) fprintf(
        p->out, "  %-12s %s\n", slot, safe(p, json_string_value(value)));
    json_decref(all);
}

static void
show_field(const struct printing *p, const struct store_type_field *f,
           int width)
{
    fprintf(p->out,
            "  %-*s %-12s %-28s visited %-3s cleared %-3s released "
            "%-3s%s%s\n",
            width, safe(p, f->path), f->owner, safe(p, f->holds), f->visited,
            f->cleared, f->released, f->settable ? "  settable" : "",
            f->in_cycle ? "  in a cycle" : "");
}

void
types_show(arena *keep, FILE *out, const struct store_type *t)
{
    struct printing p = {keep, out};
    fprintf(out, "%s  %s  %s:%u\n", safe(&p, t->name), t->kind,
            safe(&p, t->file), t->line);
    fprintf(out, "  variable     %s\n", safe(&p, t->variable));
    fprintf(out, "  struct       %s\n", or_dash(&p, t->record));
    fprintf(out, "  base         %s\n", or_dash(&p, t->base));
    fprintf(out, "  flags        %s\n", or_dash(&p, t->flags));
    fprintf(out, "  verdict      %s\n", t->verdict);
    show_slots(&p, t);
    fprintf(out, "fields\n");
    int width = 20;
    for (size_t i = 0; i < t->n_fields; i++)
        if ((int)strlen(t->fields[i].path) > width)
            width = (int)strlen(t->fields[i].path);
    for (size_t i = 0; i < t->n_fields; i++)
        show_field(&p, &t->fields[i], width);
    if (t->n_fields == 0)
        fprintf(out, "  none that hold objects\n");
}

/* ---- export dot ---- */

static const char *
quoted(const struct printing *p, const char *s)
{
    struct text t = {.keep = p->keep};
    for (s = safe(p, s); *s != '\0'; s++) {
        if (*s == '"' || *s == '\\')
            text_add_n(&t, "\\", 1);
        text_add_n(&t, s, 1);
    }
    return text_str(&t);
}

static void
draw_edge(const struct printing *p, const struct store_type *t,
          const struct store_type_field *f)
{
    bool hidden = strcmp(f->visited, "no") == 0;
    fprintf(p->out, "  \"%s\" -> \"%s\" [label=\"%s\"%s%s];\n",
            quoted(p, t->variable),
            f->target != NULL ? quoted(p, f->target) : "any object",
            quoted(p, f->path), f->in_cycle ? ", penwidth=2" : "",
            hidden ? ", color=red, style=dashed" : "");
}

void
types_draw(arena *keep, FILE *out, const struct store_type *types, size_t n)
{
    struct printing p = {keep, out};
    fputs("digraph types {\n"
          "  node [shape=box];\n"
          "  \"any object\" [shape=ellipse];\n",
          out);
    for (size_t i = 0; i < n; i++) {
        bool good = strcmp(types[i].verdict, "collected") == 0 ||
                    strcmp(types[i].verdict, "no references") == 0;
        fprintf(out, "  \"%s\" [label=\"%s\\n%s\"%s];\n",
                quoted(&p, types[i].variable), quoted(&p, types[i].name),
                types[i].verdict, good ? "" : ", color=red");
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < types[i].n_fields; k++)
            if (types[i].fields[k].can_cycle)
                draw_edge(&p, &types[i], &types[i].fields[k]);
    fputs("}\n", out);
}
