/* PyMemberDef against the struct: the code in the row says what stands at
 * the offset.  Codes: Include/structmember.h, Include/descrobject.h.  And the
 * offsets and the size that the type itself gives. */
#include "formats.h"
#include "tables.h"
#include "types.h"

#include <string.h>

enum shape {
    SHAPE_INT,
    SHAPE_REAL,
    SHAPE_TEXT,
    SHAPE_CHARS,
    SHAPE_OBJECT,
    SHAPE_FUNCTION
};

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
    case SHAPE_FUNCTION:
        return t->kind == TYPE_POINTER && (t->target->kind == TYPE_VOID ||
                                           t->target->kind == TYPE_FUNCTION);
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

/* What has to stand where these offsets lead, which are no members. */
static const struct special {
    const char *row, *slot;
    struct member_code code;
} specials[] = {
    {"__dictoffset__", "tp_dictoffset", {0, "PyObject *", SHAPE_OBJECT, 8}},
    {"__weaklistoffset__",
     "tp_weaklistoffset",
     {0, "PyObject *", SHAPE_OBJECT, 8}},
    {"__vectorcalloffset__",
     "tp_vectorcall_offset",
     {0, "vectorcallfunc", SHAPE_FUNCTION, 8}},
};

static const struct special *
find_special(const char *name)
{
    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
        if (strcmp(specials[i].row, name) == 0 ||
            strcmp(specials[i].slot, name) == 0)
            return &specials[i];
    return NULL;
}

struct member_check {
    const struct engine_sink *sink;
    arena *scratch;
    const struct unit *u;
    const struct global *g;
};

static void
check_at(struct member_check *k, const struct type *record, size_t at,
         const struct member_code *c, int64_t offset)
{
    const struct init *in = &k->g->inits[at];
    const struct type *leaf = leaf_at(record, (uint64_t)offset);
    if (leaf != NULL && leaf->kind == TYPE_ARRAY && c->shape != SHAPE_CHARS)
        leaf = leaf->target;
    if (leaf == NULL || leaf->kind == TYPE_OTHER)
        return;
    bool named = in->value.kind == OPERAND_STRING;
    struct table_view v = {.slot = named ? "PyMemberDef" : "PyTypeObject",
                           .row = named ? in->value.name
                                        : in->path[in->n_path - 1].field,
                           .wanted = c->name,
                           .given = format_given(k->scratch, leaf)};
    bool fine = serves(c, leaf);
    v.fault = fine ? TABLE_SOUND : TABLE_MEMBER;
    tables_tell(k->sink, k->scratch, k->u, k->g, v, at,
                fine ? CONFIDENCE_CERTAIN : confidence_of(c, leaf));
}

/* Py_RELATIVE_OFFSET: the struct begins after that of the base. */
#define RELATIVE_OFFSET 8

static void
check_row(struct member_check *k, const struct type *record, size_t at)
{
    const struct init *in = &k->g->inits[at];
    const struct init *type = entry_sibling(k->g, in, "type");
    const struct init *offset = entry_sibling(k->g, in, "offset");
    const struct init *flags = entry_sibling(k->g, in, "flags");
    if (type == NULL || type->value.kind != OPERAND_INT || offset == NULL ||
        offset->value.kind != OPERAND_INT || offset->value.number <= 0 ||
        (flags != NULL && flags->value.kind == OPERAND_INT &&
         (flags->value.number & RELATIVE_OFFSET) != 0))
        return;
    const struct special *special = find_special(in->value.name);
    const struct member_code *c = special != NULL
                                      ? &special->code
                                      : find_code(type->value.number);
    if (c != NULL)
        check_at(k, record, at, c, offset->value.number);
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
            in->value.kind == OPERAND_STRING)
            check_row(k, record, i);
    }
}

/* tp_dictoffset and the like of a static type. */
static void
check_offsets(struct member_check *k, const struct type *record)
{
    for (size_t i = 0; i < k->g->n_inits; i++) {
        const struct init *in = &k->g->inits[i];
        sym field = in->n_path > 0 ? in->path[in->n_path - 1].field : NULL;
        const struct special *special = field != NULL ? find_special(field)
                                                      : NULL;
        if (special != NULL && in->value.kind == OPERAND_INT &&
            in->value.number > 0)
            check_at(k, record, i, &special->code, in->value.number);
    }
}

/* ---- the size of an instance ---- */

/* The first byte behind what the slot function uses of the instance; a
 * struct of another type that it is cast to does not count. */
static uint64_t
used_bytes(const struct types *t, struct procedure *proc)
{
    const struct touches *touches = touches_of((struct types *)t, proc);
    uint64_t most = 0;
    if (touches->selves.n != 1)
        return 0;
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct reach *at = &touches->v.v[i].at;
        bool counts = at->param == 0 && at->level > 0 && !at->loose &&
                      same_record(at->record, touches->selves.v[0]) &&
                      at->offset % 8 == 0 && at->offset < STATE_OFFSET;
        if (counts && at->offset + 8 > most)
            most = at->offset + 8;
    }
    return most;
}

static void
check_size(struct member_check *k, const struct types *t,
           const struct type_fact *f)
{
    static const enum slot_id asked[] = {SLOT_DEALLOC, SLOT_TRAVERSE,
                                         SLOT_CLEAR};
    for (size_t i = 0; i < k->g->n_inits && f->basicsize > 0; i++) {
        const struct init *in = &k->g->inits[i];
        sym field = in->n_path > 0 ? in->path[in->n_path - 1].field : NULL;
        if (field == NULL || (strcmp(field, "tp_basicsize") != 0 &&
                              strcmp(field, "basicsize") != 0))
            continue;
        for (size_t s = 0; s < sizeof asked / sizeof *asked; s++) {
            struct procedure *proc = f->slots[asked[s]].proc;
            uint64_t used = proc != NULL ? used_bytes(t, proc) : 0;
            if (used <= (uint64_t)f->basicsize)
                continue;
            struct table_view v = {.fault = TABLE_SIZE,
                                   .slot = field,
                                   .row = f->name,
                                   .function = proc->func->name,
                                   .n_given = (size_t)f->basicsize,
                                   .n_wanted = (size_t)used};
            tables_tell(k->sink, k->scratch, k->u, k->g, v, i,
                        CONFIDENCE_LIKELY);
            return;
        }
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
        k.g = f->global;
        k.u = f->unit;
        if (f->is_module || f->built_in != NULL || type_is_generated(f))
            continue;
        check_size(&k, t, f);
        if (f->record != NULL)
            check_offsets(&k, f->record);
    }
    arena_free(k.scratch);
}
