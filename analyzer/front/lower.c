/* One function definition becomes one struct func. */
#include "lower.h"

#include <string.h>

static void
find_clinic(struct build *b, struct file *f)
{
    static const char start[] = "[clinic start generated code]";
    static const char end[] = "[clinic end generated code";
    static const struct clinic none;
    if (f->clinic != NULL)
        return;
    VEC(struct clinic) found = {0};
    for (const char *s = f->text; (s = strstr(s, start)) != NULL;
         s += sizeof start - 1)
        VEC_PUSH(b->scratch, &found, ((struct clinic){s, strstr(s, end)}));
    f->clinic = found.n == 0 ? &none : found.v;
    f->n_clinic = found.n;
}

static enum generator
generator_of(struct build *b, struct file *f, const char *name,
             unsigned offset)
{
    enum generator g = b->sources.v[f->index].generator;
    if (g != GENERATOR_NONE)
        return g;
    /* Its helpers may stand in files of their own, without a signature. */
    if (str_starts(name, "__Pyx_") || str_starts(name, "__pyx_"))
        return GENERATOR_CYTHON;
    find_clinic(b, f);
    const char *at = f->text + offset;
    for (size_t i = f->n_clinic; i-- > 0;)
        if (f->clinic[i].from < at)
            return f->clinic[i].to == NULL || f->clinic[i].to > at
                       ? GENERATOR_CLINIC
                       : GENERATOR_NONE;
    return GENERATOR_NONE;
}

static const char *
signature_of(struct build *b, CXCursor function)
{
    struct text out = {.keep = b->keep};
    if (clang_Cursor_getStorageClass(function) == CX_SC_Static)
        text_add(&out, "static ");
    const char *result = keep_cx(
        b->passing,
        clang_getTypeSpelling(clang_getCursorResultType(function)));
    text_add(&out, result);
    text_add(&out, str_ends(result, "*") ? "" : " ");
    text_add(&out, keep_cx(b->passing, clang_getCursorSpelling(function)));
    text_add(&out, "(");
    int n = clang_Cursor_getNumArguments(function);
    for (int i = 0; i < n; i++) {
        CXCursor p = clang_Cursor_getArgument(function, (unsigned)i);
        const char *type = keep_cx(
            b->passing, clang_getTypeSpelling(clang_getCursorType(p)));
        const char *name = keep_cx(b->passing, clang_getCursorSpelling(p));
        bool tight = *name == '\0' || str_ends(type, "*");
        text_printf(&out, "%s%s%s%s", i > 0 ? ", " : "", type,
                    tight ? "" : " ", name);
    }
    bool variadic = clang_isFunctionTypeVariadic(
                        clang_getCursorType(function)) != 0;
    text_add(&out, n <= 0 ? "void" : variadic ? ", ...)" : "");
    text_add(&out, n > 0 && variadic ? "" : ")");
    return text_str(&out);
}

static void
lower_params(struct lower *l, struct func *f)
{
    int n = clang_Cursor_getNumArguments(l->function);
    for (int i = 0; i < n; i++) {
        CXCursor p = clang_Cursor_getArgument(l->function, (unsigned)i);
        const struct type *type = build_type(l->b, clang_getCursorType(p));
        if (type->kind == TYPE_ARRAY || type->kind == TYPE_FUNCTION)
            type = build_pointer(l->b, type->kind == TYPE_ARRAY ? type->target
                                                                : type);
        sym name = intern_cx(l->b, clang_getCursorSpelling(p));
        uint32_t slot = slot_new(l, *name == '\0' ? NULL : name, type,
                                 build_loc(l->b, p));
        l->slots.v[slot].is_param = true;
        map_put(l->scratch, &l->locals, p.data[0],
                (void *)(uintptr_t)(slot + 1));
    }
    f->n_params = l->slots.n;
}

static void
lower_body(struct lower *l, CXCursor body, struct func *f)
{
    struct text_range none = {0, 0};
    VEC_PUSH(l->scratch, &l->stmts, none);
    cxx_check_function(l);
    block_begin(l, block_new(l));
    if (l->reason == NULL)
        lower_stmt(l, body);
    if (l->at != NO_BLOCK && f->noreturn)
        emit_unreachable(l, body);
    else if (l->at != NO_BLOCK)
        emit_at_end(l, body, OP_RETURN);
    l->at = NO_BLOCK;
}

static const struct damage *
damage_inside(const struct build *b, const struct file *f, unsigned from,
              unsigned to)
{
    for (size_t i = 0; i < b->damages.n; i++) {
        const struct damage *d = &b->damages.v[i];
        if (d->file == f->index && d->offset >= from && d->offset <= to)
            return d;
    }
    return NULL;
}

static void
describe(struct build *b, CXCursor function, struct func *f)
{
    CXSourceLocation at = clang_getCursorLocation(function);
    struct callee *callee = build_callee(b, function);
    f->name = b->unit->cplusplus
                  ? callee->name
                  : intern_cx(b, clang_getCursorSpelling(function));
    f->noreturn = callee->noreturn;
    f->is_static = clang_Cursor_getStorageClass(function) == CX_SC_Static;
    f->type = build_type(b, clang_getCursorType(function));
    f->signature = signature_of(b, function);
    f->extent = build_loc(b, function);
    struct place_in_file p = build_place(b, at);
    f->loc = (struct loc){.file = build_file_index(b, p.file),
                          .line = p.line,
                          .col = p.col,
                          .end_line = p.line,
                          .end_col = p.col + (uint32_t)strlen(f->name),
                          .macro = f->extent.macro};
    f->is_header = !p.file->is_main;
    f->generator = generator_of(b, p.file, f->name, p.offset);
}

static CXCursor
body_of(struct build *b, CXCursor function)
{
    struct kids k = cursor_kids(b->passing, function);
    for (size_t i = k.n; i-- > 0;)
        if (clang_getCursorKind(k.v[i]) == CXCursor_CompoundStmt)
            return k.v[i];
    return clang_getNullCursor();
}

void
build_function(struct build *b, CXCursor function)
{
    struct func f = {.status = FUNC_OK};
    describe(b, function, &f);
    struct lower l = {.b = b,
                      .scratch = b->passing,
                      .function = function,
                      .name = f.name,
                      .result = f.type->target,
                      .at = NO_BLOCK,
                      .stack_end = b->stack_end,
                      .last_cursor = clang_getNullCursor()};
    unsigned from = 0, to = 0;
    l.file = build_range(b, function, &from, &to);
    const struct damage *d = damage_inside(b, l.file, from, to);
    lower_params(&l, &f);
    CXCursor body = body_of(b, function);
    if (d != NULL) {
        f.status = FUNC_ERROR;
        f.reason = d->message;
    }
    else if (b->options->skip_generated && f.generator != GENERATOR_NONE &&
             f.generator != GENERATOR_CLINIC)
        lower_fail(&l, function, "code of a generator");
    else if (clang_Cursor_isNull(body))
        lower_fail(&l, function, "a body that is no block");
    else
        lower_body(&l, body, &f);
    lower_finish(&l, &f);
    arena_reset(b->passing);
    VEC_PUSH(b->scratch, &b->funcs, f);
}
