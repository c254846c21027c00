/* The walk over initialiser lists, C17 6.7.9. */
#include "init.h"
#include "tokens.h"

#include <string.h>

#define RANGE_LIMIT 4096

struct init_field {
    const void *decl;
    sym name; /* NULL: anonymous struct or union */
    CXType type;
    uint64_t offset;
};

struct init_fields {
    VEC(struct init_field) v;
    struct build *b;
    bool is_union;
};

/* The rest of a braced list: kids[next..]. */
struct rest {
    struct kids kids;
    size_t next;
};

/* A designator's remaining steps. */
struct designation {
    struct kids kids; /* the steps, then the value */
    size_t next;
    bool range; /* the steps before the value are lo and hi of a range */
};

static void walk_member(struct init_walk *w, CXType type, uint64_t offset,
                        struct rest *rest);

/* ---- types -------------------------------------------------------------- */

static CXType
canonical(CXType t)
{
    return clang_getUnqualifiedType(clang_getCanonicalType(t));
}

static bool
is_array(CXType t)
{
    return t.kind == CXType_ConstantArray ||
           t.kind == CXType_IncompleteArray || t.kind == CXType_VariableArray;
}

static bool
is_scalar(CXType t)
{
    return t.kind != CXType_Record && !is_array(t);
}

static enum CXVisitorResult
note_field(CXCursor c, void *data)
{
    struct init_fields *f = data;
    struct init_field one = {
        .decl = c.data[0],
        .name = field_name(f->b, c),
        .type = canonical(clang_getCursorType(c)),
        .offset = field_offset(c),
    };
    /* An unnamed bit-field is padding. */
    if (one.name != NULL || one.type.kind == CXType_Record)
        VEC_PUSH(f->b->scratch, &f->v, one);
    return CXVisit_Continue;
}

static struct init_fields *
fields_of(struct init_walk *w, CXType type)
{
    struct init_fields *f = map_get(&w->fields, type.data[0]);
    if (f != NULL)
        return f;
    f = ARENA_NEW(w->b->scratch, struct init_fields);
    f->b = w->b;
    f->is_union = clang_getCursorKind(clang_getTypeDeclaration(type)) ==
                  CXCursor_UnionDecl;
    clang_Type_visitFields(type, note_field, f);
    map_put(w->b->scratch, &w->fields, type.data[0], f);
    return f;
}

/* How many members can be initialised one after the other. */
static uint64_t
member_count(struct init_walk *w, CXType type)
{
    if (is_array(type)) {
        long long n = clang_getArraySize(type);
        return n >= 0 ? (uint64_t)n : UINT64_MAX;
    }
    const struct init_fields *f = fields_of(w, type);
    return f->is_union && f->v.n > 0 ? 1 : f->v.n;
}

/* ---- leaves ------------------------------------------------------------- */

static CXCursor
peel(struct build *b, CXCursor c)
{
    for (;;) {
        enum CXCursorKind kind = clang_getCursorKind(c);
        if (kind != CXCursor_ParenExpr && kind != CXCursor_UnexposedExpr)
            return c;
        struct kids k = cursor_kids(b->scratch, c);
        if (k.n != 1)
            return c;
        c = k.v[0];
    }
}

bool
init_is_string(struct build *b, CXType type, CXCursor value)
{
    CXType array = canonical(type);
    if (!is_array(array))
        return false;
    CXType element = canonical(clang_getArrayElementType(array));
    if (element.kind < CXType_Bool || element.kind > CXType_LongLong)
        return false;
    if (clang_getCursorKind(value) == CXCursor_InitListExpr) {
        struct kids k = cursor_kids(b->scratch, value);
        if (k.n != 1)
            return false;
        value = k.v[0];
    }
    return clang_getCursorKind(peel(b, value)) == CXCursor_StringLiteral;
}

static void
leaf(struct init_walk *w, CXType type, CXCursor value)
{
    struct init_place at = {.path = w->path.v,
                            .offsets = w->offsets.v,
                            .types = w->types.v,
                            .n_path = w->path.n,
                            .type = type};
    w->leaf(w, &at, value);
}

/* {x} around a scalar. */
static CXCursor
unbrace(struct build *b, CXCursor value)
{
    while (clang_getCursorKind(value) == CXCursor_InitListExpr) {
        struct kids k = cursor_kids(b->scratch, value);
        if (k.n == 0)
            return value;
        value = k.v[0];
    }
    return value;
}

/* ---- members ------------------------------------------------------------ */

struct member {
    struct init_step step;
    CXType type;
    uint64_t offset;
};

static bool
member_at(struct init_walk *w, CXType type, uint64_t base, uint64_t i,
          struct member *out)
{
    if (is_array(type)) {
        out->type = canonical(clang_getArrayElementType(type));
        out->step = (struct init_step){.index = i};
        out->offset = base;
        return true;
    }
    const struct init_fields *f = fields_of(w, type);
    if (i >= f->v.n) {
        w->problem = "an initialiser that is too long";
        return false;
    }
    out->type = f->v.v[i].type;
    out->step = (struct init_step){.field = f->v.v[i].name};
    out->offset = base + f->v.v[i].offset;
    return true;
}

/* An anonymous member adds nothing to the path; what it holds counts its
 * offset from the struct around it. */
static bool
step_in(struct init_walk *w, struct member *m, bool array)
{
    if (!array && m->step.field == NULL)
        return false;
    VEC_PUSH(w->b->scratch, &w->path, m->step);
    VEC_PUSH(w->b->scratch, &w->offsets, m->offset);
    VEC_PUSH(w->b->scratch, &w->types, build_type(w->b, m->type));
    m->offset = 0;
    return true;
}

static void
step_out(struct init_walk *w)
{
    w->path.n--;
    w->offsets.n--;
    w->types.n--;
}

static bool
is_designated(struct build *b, CXCursor kid)
{
    if (clang_getCursorKind(kid) != CXCursor_UnexposedExpr)
        return false;
    if (clang_getCursorType(kid).kind != CXType_Void)
        return false;
    return cursor_kids(b->scratch, kid).n >= 2;
}

/* Does `[a` go on with `... b]`? */
static bool
is_range(struct build *b, CXCursor kid)
{
    CXFile handle = NULL;
    unsigned offset = 0;
    clang_getSpellingLocation(clang_getRangeStart(clang_getCursorExtent(kid)),
                              &handle, NULL, NULL, &offset);
    struct file *f = build_file(b, handle);
    if (f == NULL)
        return false;
    build_text(b, f);
    struct token t = token_next(f->text, f->size, offset);
    if (!token_is(f->text, t, "["))
        return false;
    while (t.kind != TOKEN_END && !token_is(f->text, t, "]")) {
        if (token_is(f->text, t, "..."))
            return true;
        t = token_next(f->text, f->size, t.to);
    }
    return false;
}

/* ---- designators -------------------------------------------------------- */

/* Position of the designated member; when it is a member of an anonymous
 * one, the position of that and *inside. */
static bool
find_field(struct init_walk *w, CXType type, const void *decl,
           uint64_t *position, bool *inside)
{
    const struct init_fields *f = fields_of(w, type);
    for (size_t i = 0; i < f->v.n; i++) {
        bool within;
        uint64_t ignored;
        const struct init_field *one = &f->v.v[i];
        *position = i;
        *inside = one->decl != decl;
        if (one->decl == decl ||
            (one->name == NULL && one->type.kind == CXType_Record &&
             find_field(w, one->type, decl, &ignored, &within)))
            return true;
    }
    return false;
}

static bool
designated_position(struct init_walk *w, CXType type, struct designation *d,
                    uint64_t *lo, uint64_t *hi)
{
    CXCursor step = d->kids.v[d->next];
    bool inside = false;
    if (clang_getCursorKind(step) == CXCursor_MemberRef) {
        const void *decl = clang_getCursorReferenced(step).data[0];
        if (type.kind != CXType_Record ||
            !find_field(w, type, decl, lo, &inside))
            return false;
        *hi = *lo;
        d->next += inside ? 0 : 1;
        return true;
    }
    int64_t first, last;
    if (!is_array(type) || !cursor_evaluate(step, &first) || first < 0)
        return false;
    d->next++;
    *lo = *hi = (uint64_t)first;
    if (!d->range)
        return true;
    d->range = false;
    if (!cursor_evaluate(d->kids.v[d->next++], &last) || last < first)
        return false;
    *hi = (uint64_t)last;
    return *hi - *lo < RANGE_LIMIT;
}

static void walk_members(struct init_walk *w, CXType type, uint64_t offset,
                         struct rest *rest, struct designation *d,
                         bool braced);

static void
walk_designated(struct init_walk *w, const struct member *m, struct rest *rest,
                struct designation *d)
{
    if (d->next + 1 < d->kids.n) {
        walk_members(w, m->type, m->offset, rest, d, false);
        return;
    }
    struct rest value = {.kids = {.v = &d->kids.v[d->kids.n - 1], .n = 1}};
    walk_member(w, m->type, m->offset, &value);
}

static struct designation
designation_new(struct init_walk *w, CXCursor kid)
{
    struct designation d = {.kids = cursor_kids(w->b->scratch, kid)};
    d.range = d.kids.n >= 3 &&
              clang_getCursorKind(d.kids.v[0]) != CXCursor_MemberRef &&
              clang_getCursorKind(d.kids.v[1]) != CXCursor_MemberRef &&
              is_range(w->b, kid);
    return d;
}

/* ---- the walk ----------------------------------------------------------- */

static void
walk_at(struct init_walk *w, CXType type, uint64_t offset, uint64_t i,
        struct rest *rest, struct designation *d)
{
    struct member m;
    if (!member_at(w, type, offset, i, &m))
        return;
    bool stepped = step_in(w, &m, is_array(type));
    if (d != NULL)
        walk_designated(w, &m, rest, d);
    else
        walk_member(w, m.type, m.offset, rest);
    if (stepped)
        step_out(w);
}

static void
walk_range(struct init_walk *w, CXType type, uint64_t offset, uint64_t *i,
           struct rest *rest, struct designation *d)
{
    uint64_t lo, hi;
    if (!designated_position(w, type, d, &lo, &hi)) {
        w->problem = "a designator that is not understood";
        return;
    }
    for (*i = lo; *i <= hi; ++*i) {
        struct designation again = *d;
        walk_at(w, type, offset, *i, rest, &again);
    }
}

/* `d`: designators that lead to the first member.  Not braced: the list
 * belongs to an object around this one, take only what fits. */
static void
walk_members(struct init_walk *w, CXType type, uint64_t offset,
             struct rest *rest, struct designation *d, bool braced)
{
    uint64_t i = 0, count = member_count(w, type);
    if (d != NULL)
        walk_range(w, type, offset, &i, rest, d);
    while (rest->next < rest->kids.n && w->problem == NULL) {
        CXCursor kid = rest->kids.v[rest->next];
        if (is_designated(w->b, kid)) {
            if (!braced)
                return;
            struct designation own = designation_new(w, kid);
            rest->next++;
            walk_range(w, type, offset, &i, rest, &own);
            continue;
        }
        if (i >= count)
            return;
        walk_at(w, type, offset, i++, rest, NULL);
    }
}

static bool
same_record(CXType type, CXCursor value)
{
    return canonical(clang_getCursorType(value)).data[0] == type.data[0];
}

static bool
is_type_object(struct init_walk *w, CXType type)
{
    const struct init_fields *f = fields_of(w, type);
    return f->v.n > 2 && f->v.v[1].name != NULL &&
           strcmp(f->v.v[1].name, "tp_name") == 0;
}

/* `PyObject_HEAD_INIT(NULL) 0, "spam.Foo",`: a type as Python 2 wrote it, with
   ob_size, which is in the braces today, before the name. */
static void
leave_out_size(struct init_walk *w, CXType type, struct rest *list)
{
    int64_t size;
    struct kids *k = &list->kids;
    if (k->n < 3 || type.kind != CXType_Record || !is_type_object(w, type) ||
        clang_getCursorKind(k->v[0]) != CXCursor_InitListExpr ||
        clang_getCursorKind(peel(w->b, k->v[2])) != CXCursor_StringLiteral ||
        !cursor_evaluate(peel(w->b, k->v[1]), &size) || size != 0)
        return;
    for (size_t i = 2; i < k->n; i++)
        k->v[i - 1] = k->v[i];
    k->n--;
}

static void
walk_member(struct init_walk *w, CXType type, uint64_t offset,
            struct rest *rest)
{
    CXCursor kid = rest->kids.v[rest->next];
    if (is_scalar(type)) {
        rest->next++;
        leaf(w, type, unbrace(w->b, kid));
    }
    else if (init_is_string(w->b, type, kid)) {
        rest->next++;
        leaf(w, type, unbrace(w->b, kid));
    }
    else if (clang_getCursorKind(kid) == CXCursor_InitListExpr) {
        rest->next++;
        struct rest inner = {.kids = cursor_kids(w->b->scratch, kid)};
        leave_out_size(w, type, &inner);
        walk_members(w, type, offset, &inner, NULL, true);
    }
    else if (same_record(type, kid)) {
        rest->next++;
        leaf(w, type, kid);
    }
    else if (member_count(w, type) == 0)
        w->problem = "an initialiser for an empty struct";
    else
        walk_members(w, type, offset, rest, NULL, false);
}

void
init_walk_list(struct init_walk *w, CXType type, CXCursor list)
{
    struct rest rest = {.kids = {.v = &list, .n = 1}};
    walk_member(w, canonical(type), 0, &rest);
}
