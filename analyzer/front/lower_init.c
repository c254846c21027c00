/* Local variables and their initialisers. */
#include "lower.h"
#include "init.h"

#include <string.h>

/* ---- aggregates --------------------------------------------------------- */

struct local_init {
    struct lower *l;
    struct operand address;
    CXCursor last; /* `[1 ... 3] = f()` calls f once */
    struct value last_value;
};

/* The address of the scalar at the end of the path. */
static struct operand
address_at(struct local_init *in, const struct init_place *at, CXCursor c)
{
    struct lower *l = in->l;
    struct operand address = in->address;
    for (size_t i = 0; i < at->n_path; i++) {
        const struct init_step *s = &at->path[i];
        const struct type *type = at->types[i];
        if (s->field != NULL)
            address = emit_field(l, c, address, s->field, at->offsets[i],
                                 type);
        else
            address = emit_index(l, c, address, operand_int((int64_t)s->index),
                                 type);
    }
    return address;
}

static void
store_leaf(struct init_walk *w, const struct init_place *at, CXCursor c)
{
    struct local_init *in = w->data;
    struct lower *l = in->l;
    const struct type *type = build_type(l->b, at->type);
    if (type->kind == TYPE_ARRAY) {
        struct operand address = address_at(in, at, c);
        emit_havoc(l, c, NULL, &address, 1);
        return;
    }
    if (!clang_equalCursors(c, in->last)) {
        in->last = c;
        in->last_value = lower_value(l, c);
    }
    struct value v = in->last_value;
    if (v.op.kind == OPERAND_INT && v.op.number == 0)
        return;
    struct spot s = {.type = type, .address = address_at(in, at, c)};
    spot_store(l, c, s, value_convert(l, c, v, type));
}

void
lower_initialiser(struct lower *l, CXCursor init, CXType type,
                  struct operand address)
{
    struct spot s = {.type = build_type(l->b, type), .address = address};
    if (init_is_string(l->b, type, init)) {
        emit_havoc(l, init, NULL, &address, 1);
        return;
    }
    if (clang_getCursorKind(init) != CXCursor_InitListExpr) {
        spot_store(l, init, s, lower_value(l, init));
        return;
    }
    struct op *zero = emit(l, init, OP_ZERO);
    zero->a = address;
    zero->type = s.type;
    struct local_init in = {
        .l = l, .address = address, .last = clang_getNullCursor()};
    struct init_walk w = {.b = l->b, .data = &in, .leaf = store_leaf};
    init_walk_list(&w, type, init);
    if (w.problem != NULL)
        lower_fail(l, init, w.problem);
}

/* ---- declarations ------------------------------------------------------- */

/* Sizes of variable-length arrays are evaluated where they stand. */
static void
lower_array_sizes(struct lower *l, CXCursor decl, CXCursor init)
{
    CXType t = clang_getCanonicalType(clang_getCursorType(decl));
    if (t.kind != CXType_VariableArray)
        return;
    struct kids k = lower_kids(l, decl);
    for (size_t i = 0; i < k.n; i++)
        if (clang_isExpression(clang_getCursorKind(k.v[i])) &&
            !clang_equalCursors(k.v[i], init))
            lower_discard(l, k.v[i]);
}

static CXCursor
scalar_initialiser(struct lower *l, CXCursor init)
{
    while (clang_getCursorKind(init) == CXCursor_InitListExpr) {
        struct kids k = lower_kids(l, init);
        if (k.n == 0)
            return clang_getNullCursor();
        init = k.v[0];
    }
    return init;
}

static void
initialise(struct lower *l, CXCursor decl, CXCursor init, uint32_t slot)
{
    const struct type *type = l->slots.v[slot].type;
    if (is_aggregate(type)) {
        lower_initialiser(l, init, clang_getCursorType(decl),
                          operand_local(slot));
        return;
    }
    struct spot s = {.is_slot = true, .slot = slot, .type = type};
    CXCursor scalar = scalar_initialiser(l, init);
    struct value v = clang_Cursor_isNull(scalar) ? value_int(l, 0)
                                                 : lower_value(l, scalar);
    spot_store(l, decl, s, value_convert(l, decl, v, type));
}

/* Labels in a static table of jump targets. */
static enum CXChildVisitResult
label_seen(CXCursor c, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct lower *l = data;
    if (clang_getCursorKind(c) != CXCursor_AddrLabelExpr)
        return CXChildVisit_Recurse;
    struct kids k = lower_kids(l, c);
    if (k.n == 1)
        lower_label(l, k.v[0])->address_taken = true;
    return CXChildVisit_Continue;
}

static void
lower_static(struct lower *l, CXCursor decl)
{
    sym name = build_global(l->b, decl, l->name);
    map_put(l->scratch, &l->statics, decl.data[0], (void *)name);
    CXCursor init = clang_Cursor_getVarDeclInitializer(decl);
    if (!clang_Cursor_isNull(init))
        clang_visitChildren(init, label_seen, l);
}

void
lower_local(struct lower *l, CXCursor decl)
{
    if (clang_Cursor_hasVarDeclGlobalStorage(decl)) {
        if (clang_Cursor_getStorageClass(decl) == CX_SC_Static)
            lower_static(l, decl);
        return;
    }
    CXCursor init = clang_Cursor_getVarDeclInitializer(decl);
    if (!cxx_is_plain(l, clang_getCursorType(decl))) {
        lower_fail(l, decl, "a local of class or reference type");
        return;
    }
    lower_array_sizes(l, decl, init);
    const struct type *type = build_type(l->b, clang_getCursorType(decl));
    sym name = intern_cx(l->b, clang_getCursorSpelling(decl));
    uint32_t slot = slot_new(l, name, type, build_loc(l->b, decl));
    map_put(l->scratch, &l->locals, decl.data[0],
            (void *)(uintptr_t)(slot + 1));
    struct local local = {.slot = slot, .cleanup = cleanup_of(l, decl)};
    VEC_PUSH(l->scratch, &l->scope->locals, local);
    if (clang_Cursor_isNull(init) || cxx_is_default(l, init))
        return;
    uint32_t old = stmt_begin_init(l, decl);
    initialise(l, decl, init, slot);
    l->stmt = old;
}
