/* PyMemberDef against the struct: the code in the row says what stands at
 * the offset.  Codes: Include/structmember.h, Include/descrobject.h. */
#include "formats.h"
#include "tables.h"
#include "types.h"

#include <string.h>

enum shape { SHAPE_INT, SHAPE_REAL, SHAPE_TEXT, SHAPE_CHARS, SHAPE_OBJECT };

static const struct member_code {
    int64_t code;
    const char *name;
    enum shape shape;
    uint64_t size;
} codes[] = {
    {0, "short", SHAPE_INT, 2},
    {1, "int", SHAPE_INT, 4},
    {2, "long", SHAPE_INT, 8},
    {3, "float", SHAPE_REAL, 4},
    {4, "double", SHAPE_REAL, 8},
    {5, "char *", SHAPE_TEXT, 8},
    {6, "PyObject *", SHAPE_OBJECT, 8},
    {7, "char", SHAPE_INT, 1},
    {8, "char", SHAPE_INT, 1},
    {9, "unsigned char", SHAPE_INT, 1},
    {10, "unsigned short", SHAPE_INT, 2},
    {11, "unsigned int", SHAPE_INT, 4},
    {12, "unsigned long", SHAPE_INT, 8},
    {13, "char array", SHAPE_CHARS, 1},
    {14, "bool (one byte)", SHAPE_INT, 1},
    {16, "PyObject *", SHAPE_OBJECT, 8},
    {17, "long long", SHAPE_INT, 8},
    {18, "unsigned long long", SHAPE_INT, 8},
    {19, "Py_ssize_t", SHAPE_INT, 8},
};

static const struct member_code *
find_code(int64_t code)
{
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (codes[i].code == code)
            return &codes[i];
    return NULL;
}

/* The field of the struct that holds the offset; NULL: none, or bit-fields
 * that share it. */
static const struct field *
field_at(const struct type *t, uint64_t offset)
{
    const struct field *found = NULL;
    for (size_t i = 0; i < t->n_fields; i++) {
        const struct field *f = &t->fields[i];
        if (f->offset > offset || offset >= f->offset + f->type->size)
            continue;
        if (found != NULL)
            return NULL;
        found = f;
    }
    return found;
}

/* The innermost thing that begins at the offset, or NULL. */
static const struct type *
leaf_at(const struct type *t, uint64_t offset)
{
    while (t != NULL && t->kind == TYPE_RECORD) {
        const struct field *f = t->is_union ? NULL : field_at(t, offset);
        if (f == NULL)
            return NULL;
        offset -= f->offset;
        t = f->type;
    }
    return offset == 0 ? t : NULL;
}

static bool
serves(const struct member_code *c, const struct type *t)
{
    switch (c->shape) {
    case SHAPE_INT:
        /* A pointer is shown as its address. */
        return (t->kind == TYPE_INT || t->kind == TYPE_POINTER) &&
               t->size == c->size;
    case SHAPE_REAL:
        return t->kind == TYPE_FLOAT && t->size == c->size;
    case SHAPE_TEXT:
        return t->kind == TYPE_POINTER &&
               (t->target->kind == TYPE_VOID ||
                (t->target->kind == TYPE_INT && t->target->size == 1));
    case SHAPE_CHARS:
        return t->kind == TYPE_ARRAY || t->kind == TYPE_INT;
    case SHAPE_OBJECT:
        return t->kind == TYPE_POINTER && (t->target->kind == TYPE_VOID ||
                                           t->target->kind == TYPE_RECORD);
    }
    return true;
}

/* Only a part of a wider number is read: right on some machines. */
static enum confidence
confidence_of(const struct member_code *c, const struct type *t)
{
    bool part = c->shape == SHAPE_INT && t->kind == TYPE_INT &&
                c->size < t->size;
    return !part          ? CONFIDENCE_CERTAIN
           : c->size == 1 ? CONFIDENCE_POSSIBLE
                          : CONFIDENCE_LIKELY;
}

/* __weaklistoffset__ and the like: the offset itself is what counts. */
static bool
is_special(const char *name)
{
    return str_starts(name, "__") && str_ends(name, "offset__");
}

struct member_check {
    const struct engine_sink *sink;
    arena *scratch;
    const struct unit *u;
    const struct global *g;
};

static void
check_row(struct member_check *k, const struct type *record, size_t at)
{
    const struct init *in = &k->g->inits[at];
    const struct init *type = entry_sibling(k->g, in, "type");
    const struct init *offset = entry_sibling(k->g, in, "offset");
    if (type == NULL || type->value.kind != OPERAND_INT || offset == NULL ||
        offset->value.kind != OPERAND_INT || offset->value.number <= 0)
        return;
    const struct member_code *c = find_code(type->value.number);
    const struct type *leaf = leaf_at(record, (uint64_t)offset->value.number);
    if (leaf != NULL && leaf->kind == TYPE_ARRAY && c != NULL &&
        c->shape != SHAPE_CHARS)
        leaf = leaf->target;
    if (c == NULL || leaf == NULL || leaf->kind == TYPE_OTHER)
        return;
    struct table_view v = {.slot = "PyMemberDef",
                           .row = in->value.name,
                           .wanted = c->name,
                           .given = format_given(k->scratch, leaf)};
    bool fine = serves(c, leaf);
    v.fault = fine ? TABLE_SOUND : TABLE_MEMBER;
    tables_tell(k->sink, k->scratch, k->u, k->g, v, at,
                fine ? CONFIDENCE_CERTAIN : confidence_of(c, leaf));
}

static const struct unit *
unit_of(const struct program *p, const struct global *g)
{
    for (size_t i = 0; i < p->units.n; i++) {
        const struct unit *u = p->units.v[i];
        if (g >= u->globals && g < u->globals + u->n_globals)
            return u;
    }
    return NULL;
}

static void
check_table(struct member_check *k, const struct type *record)
{
    for (size_t i = 0; i < k->g->n_inits; i++) {
        const struct init *in = &k->g->inits[i];
        sym field = in->n_path == 2 ? in->path[1].field : NULL;
        if (field != NULL && strcmp(field, "name") == 0 &&
            in->value.kind == OPERAND_STRING && !is_special(in->value.name))
            check_row(k, record, i);
    }
}

void
members_check(const struct types *t, const struct engine_sink *sink)
{
    struct member_check k = {.sink = sink, .scratch = arena_new()};
    for (size_t i = 0; i < t->v.n; i++) {
        const struct type_fact *f = t->v.v[i];
        for (size_t m = 0; f->record != NULL && m < f->members.n; m++) {
            k.g = f->members.v[m];
            k.u = unit_of(t->p, k.g);
            if (k.u != NULL)
                check_table(&k, f->record);
        }
    }
    arena_free(k.scratch);
}
