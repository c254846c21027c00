/* __attribute__((cleanup(f))): f gets the variable's address when its scope
 * ends, whichever way. */
#include "lower.h"

#include <string.h>

static sym
name_in_attribute(struct lower *l, const char *declaration)
{
    static const char words[] = "cleanup(";
    const char *name = strstr(declaration, words);
    if (name == NULL)
        return NULL;
    name += sizeof words - 1;
    size_t n = strcspn(name, ")");
    return sym_intern_n(l->b->syms, name, n);
}

sym
cleanup_of(struct lower *l, CXCursor decl)
{
    struct kids k = lower_kids(l, decl);
    for (size_t i = 0; i < k.n; i++)
        if (clang_getCursorKind(k.v[i]) == CXCursor_UnexposedAttr)
            return name_in_attribute(
                l, keep_cx(l->scratch,
                           clang_getCursorPrettyPrinted(decl, l->b->policy)));
    return NULL;
}

struct op
cleanup_call(struct lower *l, const struct local *v, struct op from)
{
    struct operand address = operand_local(v->slot);
    const struct type *type = build_pointer(l->b, l->slots.v[v->slot].type);
    from.kind = OP_CALL;
    from.callee = v->cleanup;
    from.args = arena_copy(l->b->keep, &address, sizeof address);
    from.arg_types = arena_copy(l->b->keep, &type, sizeof(type));
    from.n_args = 1;
    from.type = l->b->type_void;
    return from;
}

struct operand
cleanup_before_return(struct lower *l, CXCursor c, struct value v)
{
    bool kept = v.op.kind == OPERAND_NONE;
    for (const struct scope *s = l->scope; s != NULL; s = s->up) {
        for (size_t i = s->locals.n; i-- > 0;) {
            if (s->locals.v[i].cleanup == NULL)
                continue;
            if (!kept)
                v = value_keep(l, c, v);
            kept = true;
            struct op *op = emit(l, c, OP_CALL);
            *op = cleanup_call(l, &s->locals.v[i], *op);
        }
    }
    return v.op;
}
