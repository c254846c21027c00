/* Statements: control flow and scopes. */
#include "lower.h"
#include "tokens.h"

#include <string.h>

/* ---- the text of the current statement ---------------------------------- */

static uint32_t
stmt_begin(struct lower *l, CXCursor c)
{
    uint32_t old = l->stmt;
    struct text_range r = {0, 0};
    struct file *f = build_range(l->b, c, &r.from, &r.to);
    if (f != l->file)
        return old;
    VEC_PUSH(l->scratch, &l->stmts, r);
    l->stmt = (uint32_t)l->stmts.n - 1;
    return old;
}

uint32_t
stmt_begin_init(struct lower *l, CXCursor decl)
{
    uint32_t old = stmt_begin(l, decl);
    struct text_range *r = &l->stmts.v[l->stmt];
    unsigned name;
    clang_getFileLocation(clang_getCursorLocation(decl), NULL, NULL, NULL,
                          &name);
    if (l->stmt + 1 == l->stmts.n && name > r->from && name < r->to)
        r->from = name;
    return old;
}

static void
test(struct lower *l, CXCursor condition, uint32_t yes, uint32_t no)
{
    uint32_t old = stmt_begin(l, condition);
    lower_condition(l, condition, yes, no);
    l->stmt = old;
}

/* ---- scopes ------------------------------------------------------------- */

static void
scope_push(struct lower *l, struct scope *s)
{
    s->up = l->scope;
    l->scope = s;
}

static void
end_of_locals(struct lower *l, CXCursor c, const struct scope *s, bool at_end)
{
    for (size_t i = s->locals.n; i-- > 0;) {
        const struct local *v = &s->locals.v[i];
        struct op *op = at_end ? emit_at_end(l, c, OP_SCOPE)
                               : emit(l, c, OP_SCOPE);
        if (v->cleanup != NULL) {
            *op = cleanup_call(l, v, *op);
            op = at_end ? emit_at_end(l, c, OP_SCOPE) : emit(l, c, OP_SCOPE);
        }
        op->dst = v->slot;
        op->type = l->slots.v[op->dst].type;
    }
}

static void
scope_pop(struct lower *l, CXCursor c)
{
    if (l->at != NO_BLOCK && l->scope->up != NULL)
        end_of_locals(l, c, l->scope, true);
    else if (l->at != NO_BLOCK)
        cleanup_before_return(l, c, value_none(l));
    l->scope = l->scope->up;
}

/* The scopes from the current one up to, but not including, `outer`. */
static void
end_of_scopes(struct lower *l, CXCursor c, const struct scope *outer)
{
    for (struct scope *s = l->scope; s != NULL && s != outer; s = s->up)
        end_of_locals(l, c, s, false);
}

static struct scope *
scope_new(struct lower *l)
{
    struct scope *s = ARENA_NEW(l->scratch, struct scope);
    scope_push(l, s);
    return s;
}

/* ---- blocks ------------------------------------------------------------- */

static void
lower_compound(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    scope_new(l);
    for (size_t i = 0; i < k.n; i++)
        lower_stmt(l, k.v[i]);
    scope_pop(l, c);
}

/* ({ ...; value; }): the value outlives the locals. */
struct value
lower_stmt_expr(struct lower *l, CXCursor c)
{
    struct kids body = lower_kids(l, c);
    struct value v = value_none(l);
    if (body.n != 1) {
        lower_fail(l, c, "a statement expression without body");
        return v;
    }
    struct kids k = lower_kids(l, body.v[0]);
    scope_new(l);
    for (size_t i = 0; i + 1 < k.n; i++)
        lower_stmt(l, k.v[i]);
    if (k.n > 0 && clang_isExpression(clang_getCursorKind(k.v[k.n - 1])))
        v = value_keep(l, c, lower_value(l, k.v[k.n - 1]));
    else if (k.n > 0)
        lower_stmt(l, k.v[k.n - 1]);
    scope_pop(l, c);
    if (cursor_type(l, c)->kind == TYPE_VOID)
        return value_none(l);
    if (v.op.kind == OPERAND_NONE)
        lower_fail(l, c, "a statement expression without value");
    return v;
}

/* ---- if and loops ------------------------------------------------------- */

static bool
is_expression(CXCursor c)
{
    return clang_isExpression(clang_getCursorKind(c)) != 0;
}

static bool
is_pythons_or_ours(const char *name)
{
    return str_starts(name, "Py") || str_starts(name, "_Py") ||
           str_starts(name, "refaudit_") || str_starts(name, "__builtin");
}

/* Sets *data when a function of the project's own is called. */
static enum CXChildVisitResult
find_own_call(CXCursor c, CXCursor parent, CXClientData data)
{
    (void)parent;
    if (clang_getCursorKind(c) == CXCursor_CallExpr) {
        CXString name = clang_getCursorSpelling(c);
        bool own = !is_pythons_or_ours(clang_getCString(name));
        clang_disposeString(name);
        if (own) {
            *(bool *)data = true;
            return CXChildVisit_Break;
        }
    }
    return CXChildVisit_Recurse;
}

/* assert(check(x)): what the program does cannot depend on a call that a
   release build does not make, so such an assertion tells nothing.  Others
   rule paths out. */
static bool
is_assertion(struct lower *l, CXCursor condition, CXCursor otherwise)
{
    if (clang_getCursorKind(otherwise) != CXCursor_CallExpr)
        return false;
    CXString name = clang_getCursorSpelling(otherwise);
    bool fails = strcmp(clang_getCString(name), "__assert_fail") == 0;
    clang_disposeString(name);
    bool own = false;
    if (fails)
        find_own_call(condition, condition, &own);
    if (fails && !own)
        clang_visitChildren(condition, find_own_call, &own);
    (void)l;
    return own;
}

static void
lower_if(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    if (k.n < 2 || k.n > 3 || !is_expression(k.v[0]) || cxx_has_init(l, c)) {
        lower_fail(l, c, "an if with a declaration");
        return;
    }
    if (k.n == 3 && is_assertion(l, k.v[0], k.v[2]))
        return;
    uint32_t yes = block_new(l), end = block_new(l);
    uint32_t no = k.n == 3 ? block_new(l) : end;
    test(l, k.v[0], yes, no);
    block_begin(l, yes);
    lower_stmt(l, k.v[1]);
    emit_jump(l, c, end);
    if (k.n == 3) {
        block_begin(l, no);
        lower_stmt(l, k.v[2]);
        emit_jump(l, c, end);
    }
    block_begin(l, end);
}

/* while (1) and do ... while (0) as people write them. */
static bool
constant_condition(struct lower *l, CXCursor c, int64_t *value)
{
    enum CXCursorKind kind = clang_getCursorKind(c);
    while (kind == CXCursor_ParenExpr || kind == CXCursor_UnexposedExpr) {
        struct kids k = lower_kids(l, c);
        if (k.n != 1)
            return false;
        c = k.v[0];
        kind = clang_getCursorKind(c);
    }
    return (kind == CXCursor_IntegerLiteral ||
            kind == CXCursor_CXXBoolLiteralExpr) &&
           cursor_evaluate(c, value);
}

static void
loop_test(struct lower *l, CXCursor condition, uint32_t yes, uint32_t no)
{
    int64_t value;
    if (constant_condition(l, condition, &value))
        emit_jump(l, condition, value != 0 ? yes : no);
    else
        test(l, condition, yes, no);
}

static struct target *
target_push(struct lower *l, uint32_t to_break, uint32_t to_continue)
{
    struct target *t = ARENA_NEW(l->scratch, struct target);
    t->up = l->target;
    t->to_break = to_break;
    t->to_continue = to_continue;
    t->scope = l->scope;
    l->target = t;
    return t;
}

static void
lower_while(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    if (k.n != 2 || !is_expression(k.v[0])) {
        lower_fail(l, c, "a while with a declaration");
        return;
    }
    uint32_t head = block_new(l), body = block_new(l), end = block_new(l);
    emit_jump(l, c, head);
    block_begin(l, head);
    loop_test(l, k.v[0], body, end);
    block_begin(l, body);
    target_push(l, end, head);
    lower_stmt(l, k.v[1]);
    l->target = l->target->up;
    emit_jump(l, c, head);
    block_begin(l, end);
}

static void
lower_do(struct lower *l, CXCursor c)
{
    if (lower_own_count(l, c))
        return;
    struct kids k = lower_kids(l, c);
    if (k.n != 2) {
        lower_fail(l, c, "a do without condition");
        return;
    }
    uint32_t body = block_new(l), head = block_new(l), end = block_new(l);
    emit_jump(l, c, body);
    block_begin(l, body);
    target_push(l, end, head);
    lower_stmt(l, k.v[0]);
    l->target = l->target->up;
    emit_jump(l, c, head);
    block_begin(l, head);
    loop_test(l, k.v[1], body, end);
    block_begin(l, end);
}

/* Absent parts of a `for` are simply missing among the cursors: where the
 * count does not tell, the text does. */
static bool
for_slots(struct lower *l, CXCursor c, size_t n, bool slots[3])
{
    slots[0] = slots[1] = slots[2] = n == 3;
    if (n == 3 || n == 0)
        return true;
    CXFile handle = NULL;
    unsigned offset = 0;
    clang_getSpellingLocation(clang_getRangeStart(clang_getCursorExtent(c)),
                              &handle, NULL, NULL, &offset);
    struct file *f = build_file(l->b, handle);
    return f != NULL && *build_text(l->b, f) != '\0' &&
           token_for_slots(f->text, f->size, offset, slots) &&
           (size_t)slots[0] + slots[1] + slots[2] == n;
}

static void
lower_part(struct lower *l, CXCursor c)
{
    uint32_t old = stmt_begin(l, c);
    if (clang_isExpression(clang_getCursorKind(c)))
        lower_discard(l, c);
    else
        lower_stmt(l, c);
    l->stmt = old;
}

static void
lower_for(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    bool slots[3] = {false};
    if (k.n < 1 || k.n > 4 || !for_slots(l, c, k.n - 1, slots)) {
        lower_fail(l, c, "a for whose parts cannot be told apart");
        return;
    }
    size_t next = 0;
    scope_new(l);
    if (slots[0])
        lower_part(l, k.v[next++]);
    uint32_t head = block_new(l), body = block_new(l), step = block_new(l),
             end = block_new(l);
    emit_jump(l, c, head);
    block_begin(l, head);
    if (slots[1])
        loop_test(l, k.v[next++], body, end);
    else
        emit_jump(l, c, body);
    block_begin(l, body);
    target_push(l, end, step);
    lower_stmt(l, k.v[k.n - 1]);
    l->target = l->target->up;
    emit_jump(l, c, step);
    block_begin(l, step);
    if (slots[2])
        lower_part(l, k.v[next]);
    emit_jump(l, c, head);
    block_begin(l, end);
    scope_pop(l, c);
}

/* ---- switch ------------------------------------------------------------- */

static void
lower_switch(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    if (k.n != 2 || !is_expression(k.v[0]) || cxx_has_init(l, c)) {
        lower_fail(l, c, "a switch with a declaration");
        return;
    }
    uint32_t old = stmt_begin(l, k.v[0]);
    struct value v = lower_value(l, k.v[0]);
    uint32_t end = block_new(l);
    struct op *op = emit(l, k.v[0], OP_SWITCH);
    op->a = v.op;
    op->type = v.type;
    uint32_t block = l->at;
    size_t at = l->blocks.v[block].ops.n - 1;
    l->at = NO_BLOCK;
    l->stmt = old;

    struct cases cases = {.up = l->cases, .fallback = end, .type = v.type};
    l->cases = &cases;
    target_push(l, end, NO_BLOCK);
    lower_stmt(l, k.v[1]);
    l->target = l->target->up;
    l->cases = cases.up;
    emit_jump(l, c, end);
    op = &l->blocks.v[block].ops.v[at].op;
    op->to[0] = cases.fallback;
    op->no_default = cases.fallback == end;
    op->cases = arena_copy(l->b->keep, cases.v.v,
                           cases.v.n * sizeof *cases.v.v);
    op->n_cases = cases.v.n;
    block_begin(l, end);
}

static void
lower_case(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    struct switch_case one = {.to = block_new(l)};
    if ((k.n != 2 && k.n != 3) || l->cases == NULL ||
        !cursor_evaluate(k.v[0], &one.lo)) {
        lower_fail(l, c, "a case that is not constant");
        return;
    }
    one.hi = one.lo;
    if (k.n == 3 && !cursor_evaluate(k.v[1], &one.hi))
        lower_fail(l, c, "a case range that is not constant");
    VEC_PUSH(l->scratch, &l->cases->v, one);
    emit_jump(l, c, one.to);
    block_begin(l, one.to);
    lower_stmt(l, k.v[k.n - 1]);
}

static void
lower_default(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    if (l->cases == NULL || k.n != 1) {
        lower_fail(l, c, "a default outside a switch");
        return;
    }
    l->cases->fallback = block_new(l);
    uint32_t to = l->cases->fallback;
    emit_jump(l, c, to);
    block_begin(l, to);
    lower_stmt(l, k.v[0]);
}

/* ---- jumps -------------------------------------------------------------- */

static struct label *
label_of(struct lower *l, const void *stmt)
{
    struct label *label = map_get(&l->labels, stmt);
    if (label != NULL)
        return label;
    label = ARENA_NEW(l->scratch, struct label);
    label->block = block_new(l);
    map_put(l->scratch, &l->labels, stmt, label);
    VEC_PUSH(l->scratch, &l->label_list, label);
    return label;
}

/* Cursors of one label differ, their statement does not. */
struct label *
lower_label(struct lower *l, CXCursor label_ref)
{
    CXCursor stmt = clang_getCursorReferenced(label_ref);
    if (stmt.data[1] == NULL) {
        lower_fail(l, label_ref, "a jump to nowhere");
        return label_of(l, l);
    }
    return label_of(l, stmt.data[1]);
}

static void
lower_label_stmt(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    struct label *label = label_of(l, c.data[1]);
    label->scope = l->scope;
    emit_jump(l, c, label->block);
    block_begin(l, label->block);
    if (k.n > 0)
        lower_stmt(l, k.v[k.n - 1]);
}

static void
lower_goto(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    if (k.n != 1) {
        lower_fail(l, c, "a goto without label");
        return;
    }
    struct label *label = lower_label(l, k.v[0]);
    struct op *op = emit(l, c, OP_JUMP);
    op->to[0] = label->block;
    struct pending_goto g = {.block = l->at,
                             .label = label,
                             .scope = l->scope,
                             .n_slots = l->slots.n};
    VEC_PUSH(l->scratch, &l->gotos, g);
    l->at = NO_BLOCK;
}

static void
lower_computed_goto(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    if (k.n != 1) {
        lower_fail(l, c, "a computed goto without target");
        return;
    }
    struct value v = lower_value(l, k.v[0]);
    struct op *op = emit(l, c, OP_SWITCH);
    op->a = v.op;
    op->type = v.type;
    op->indirect_goto = true;
    VEC_PUSH(l->scratch, &l->indirect, l->at);
    l->at = NO_BLOCK;
}

static void
lower_break(struct lower *l, CXCursor c)
{
    if (l->target == NULL) {
        lower_fail(l, c, "a break outside a loop");
        return;
    }
    end_of_scopes(l, c, l->target->scope);
    emit_jump(l, c, l->target->to_break);
}

static void
lower_continue(struct lower *l, CXCursor c)
{
    struct target *t = l->target;
    while (t != NULL && t->to_continue == NO_BLOCK)
        t = t->up;
    if (t == NULL) {
        lower_fail(l, c, "a continue outside a loop");
        return;
    }
    end_of_scopes(l, c, t->scope);
    emit_jump(l, c, t->to_continue);
}

static void
lower_return(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    struct value v = value_none(l);
    if (k.n == 1)
        v = lower_value(l, k.v[0]);
    struct operand a = v.op;
    if (v.type->kind == TYPE_RECORD && a.kind != OPERAND_NONE)
        a = value_record(l, c, v);
    a = cleanup_before_return(l, c, (struct value){.op = a, .type = v.type});
    struct op *op = emit(l, c, OP_RETURN);
    op->a = a;
    op->type = a.kind == OPERAND_NONE ? l->b->type_void : l->result;
    l->at = NO_BLOCK;
}

/* ---- all statements ----------------------------------------------------- */

static void
lower_declarations(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    for (size_t i = 0; i < k.n; i++)
        if (clang_getCursorKind(k.v[i]) == CXCursor_VarDecl)
            lower_local(l, k.v[i]);
}

/* Inputs and outputs cannot be told apart: all memory they reach and every
 * local they name may change. */
static void
lower_asm(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    VEC(struct operand) args = {0};
    for (size_t i = 0; i < k.n; i++) {
        if (!clang_isExpression(clang_getCursorKind(k.v[i])))
            continue;
        struct spot s = lower_spot(l, k.v[i]);
        struct operand o = s.is_slot ? operand_local(s.slot) : s.address;
        VEC_PUSH(l->scratch, &args, o);
        if (s.is_slot && type_is_pointer(s.type))
            VEC_PUSH(l->scratch, &args, operand_slot(s.slot));
    }
    emit_havoc(l, c, NULL, args.v, args.n);
}

static void
lower_unexposed_stmt(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    if (k.n > 0)
        lower_stmt(l, k.v[k.n - 1]);
}

static void
lower_leaf(struct lower *l, CXCursor c,
           void (*lower)(struct lower *, CXCursor))
{
    uint32_t old = stmt_begin(l, c);
    lower(l, c);
    l->stmt = old;
}

/* Statements without statements inside. */
static const struct {
    enum CXCursorKind kind;
    void (*lower)(struct lower *, CXCursor);
} leaves[] = {
    {CXCursor_DeclStmt, lower_declarations},
    {CXCursor_BreakStmt, lower_break},
    {CXCursor_ContinueStmt, lower_continue},
    {CXCursor_ReturnStmt, lower_return},
    {CXCursor_GotoStmt, lower_goto},
    {CXCursor_IndirectGotoStmt, lower_computed_goto},
    {CXCursor_GCCAsmStmt, lower_asm},
    {CXCursor_MSAsmStmt, lower_asm},
};

static const struct {
    enum CXCursorKind kind;
    void (*lower)(struct lower *, CXCursor);
} structures[] = {
    {CXCursor_CompoundStmt, lower_compound},
    {CXCursor_IfStmt, lower_if},
    {CXCursor_WhileStmt, lower_while},
    {CXCursor_DoStmt, lower_do},
    {CXCursor_ForStmt, lower_for},
    {CXCursor_SwitchStmt, lower_switch},
    {CXCursor_CaseStmt, lower_case},
    {CXCursor_DefaultStmt, lower_default},
    {CXCursor_LabelStmt, lower_label_stmt},
    {CXCursor_UnexposedStmt, lower_unexposed_stmt},
};

static void
lower_statement(struct lower *l, CXCursor c)
{
    enum CXCursorKind kind = clang_getCursorKind(c);
    if (clang_isExpression(kind)) {
        lower_leaf(l, c, lower_discard);
        return;
    }
    if (kind == CXCursor_NullStmt || clang_isDeclaration(kind))
        return;
    for (size_t i = 0; i < sizeof leaves / sizeof *leaves; i++) {
        if (leaves[i].kind == kind) {
            lower_leaf(l, c, leaves[i].lower);
            return;
        }
    }
    for (size_t i = 0; i < sizeof structures / sizeof *structures; i++) {
        if (structures[i].kind == kind) {
            structures[i].lower(l, c);
            return;
        }
    }
    lower_fail(l, c, keep_cx(l->scratch, clang_getCursorKindSpelling(kind)));
}

void
lower_stmt(struct lower *l, CXCursor c)
{
    if (!lower_too_deep(l, c))
        lower_statement(l, c);
}
