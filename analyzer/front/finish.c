/* From blocks under construction to a frozen function. */
#include "lower.h"
#include "tokens.h"

#include <string.h>

/* ---- gotos -------------------------------------------------------------- */

static bool
encloses(const struct scope *outer, const struct scope *s)
{
    for (; s != NULL; s = s->up)
        if (s == outer)
            return true;
    return false;
}

/* Locals of the scopes that the jump leaves end before it. */
static void
end_scopes_at(struct lower *l, const struct pending_goto *g)
{
    struct built_block *block = &l->blocks.v[g->block];
    assert(block->ops.n > 0);
    struct built_op jump = block->ops.v[--block->ops.n];
    for (const struct scope *s = g->scope;
         s != NULL && !encloses(s, g->label->scope); s = s->up) {
        for (size_t i = s->locals.n; i-- > 0;) {
            const struct local *v = &s->locals.v[i];
            if (v->slot >= g->n_slots)
                continue;
            struct built_op end = jump;
            end.op.to[0] = NO_BLOCK;
            if (v->cleanup != NULL) {
                struct built_op call = end;
                call.op = cleanup_call(l, v, end.op);
                VEC_PUSH(l->scratch, &block->ops, call);
            }
            end.op.kind = OP_SCOPE;
            end.op.dst = v->slot;
            end.op.type = l->slots.v[end.op.dst].type;
            VEC_PUSH(l->scratch, &block->ops, end);
        }
    }
    VEC_PUSH(l->scratch, &block->ops, jump);
}

static void
resolve_gotos(struct lower *l)
{
    for (size_t i = 0; i < l->gotos.n; i++)
        if (l->gotos.v[i].label->scope != NULL)
            end_scopes_at(l, &l->gotos.v[i]);
    VEC(struct switch_case) cases = {0};
    for (size_t i = 0; i < l->label_list.n; i++) {
        struct label *label = l->label_list.v[i];
        struct switch_case one = {.lo = (int64_t)cases.n,
                                  .hi = (int64_t)cases.n,
                                  .to = label->block};
        if (label->address_taken && label->scope != NULL)
            VEC_PUSH(l->b->keep, &cases, one);
    }
    for (size_t i = 0; i < l->indirect.n; i++) {
        struct built_block *block = &l->blocks.v[l->indirect.v[i]];
        struct op *op = &block->ops.v[block->ops.n - 1].op;
        assert(op->kind == OP_SWITCH);
        op->cases = cases.v;
        op->n_cases = cases.n;
        if (cases.n > 0)
            op->to[0] = cases.v[0].to;
        else {
            op->kind = OP_UNREACHABLE;
            op->a = (struct operand){.kind = OPERAND_NONE};
        }
    }
}

/* ---- shape -------------------------------------------------------------- */

static struct op *
terminator(struct lower *l, uint32_t block)
{
    struct built_block *b = &l->blocks.v[block];
    assert(b->ops.n > 0);
    return &b->ops.v[b->ops.n - 1].op;
}

/* Where a jump to `block` really leads: through blocks that only jump. */
static uint32_t
final_target(struct lower *l, uint32_t block)
{
    for (size_t i = 0; i < l->blocks.n; i++) {
        const struct op *op = terminator(l, block);
        if (l->blocks.v[block].ops.n != 1 || op->kind != OP_JUMP ||
            op->to[0] == block)
            return block;
        block = op->to[0];
    }
    return block;
}

static void
retarget(struct lower *l, struct op *op)
{
    for (int i = 0; i < 2; i++)
        if (op->to[i] != NO_BLOCK)
            op->to[i] = final_target(l, op->to[i]);
    if (op->n_cases == 0)
        return;
    struct switch_case *cases = arena_copy(l->b->keep, op->cases,
                                           op->n_cases * sizeof *cases);
    for (size_t i = 0; i < op->n_cases; i++)
        cases[i].to = final_target(l, cases[i].to);
    op->cases = cases;
}

struct shape {
    uint32_t *preds; /* how many edges lead here */
    bool *reached;
    VEC(uint32_t) todo;
};

static void
reach(struct lower *l, struct shape *s, uint32_t block)
{
    s->preds[block]++;
    if (s->reached[block])
        return;
    s->reached[block] = true;
    retarget(l, terminator(l, block));
    VEC_PUSH(l->scratch, &s->todo, block);
}

static void
find_reached(struct lower *l, struct shape *s)
{
    s->preds = ARENA_ARRAY(l->scratch, uint32_t, l->blocks.n);
    s->reached = ARENA_ARRAY(l->scratch, bool, l->blocks.n);
    reach(l, s, 0);
    while (s->todo.n > 0) {
        uint32_t block = s->todo.v[--s->todo.n];
        const struct op *op = terminator(l, block);
        for (size_t i = 0; op_successor(op, i) != NO_BLOCK; i++)
            reach(l, s, op_successor(op, i));
    }
}

/* A block with one way in, by a plain jump, continues the one before. */
static void
merge_chains(struct lower *l, struct shape *s)
{
    for (size_t i = 0; i < l->order.n; i++) {
        uint32_t block = l->order.v[i];
        while (s->reached[block]) {
            struct op *end = terminator(l, block);
            uint32_t next = end->to[0];
            if (end->kind != OP_JUMP || next == 0 || s->preds[next] != 1 ||
                next == block)
                break;
            struct built_block *to = &l->blocks.v[block];
            struct built_block *from = &l->blocks.v[next];
            to->ops.n--;
            for (size_t k = 0; k < from->ops.n; k++)
                VEC_PUSH(l->scratch, &to->ops, from->ops.v[k]);
            s->reached[next] = false;
        }
    }
}

/* ---- numbering ---------------------------------------------------------- */

struct renumbering {
    uint32_t *blocks, *slots;
    bool *used;
    size_t n_blocks, n_slots;
};

static void
use_slot(struct renumbering *r, struct lower *l, const struct operand *o)
{
    if (o->kind == OPERAND_LOCAL)
        l->slots.v[o->index].address_taken = true;
    if (o->kind == OPERAND_SLOT || o->kind == OPERAND_LOCAL)
        r->used[o->index] = true;
}

static void
use_op(struct renumbering *r, struct lower *l, const struct op *op)
{
    use_slot(r, l, &op->a);
    use_slot(r, l, &op->b);
    for (size_t i = 0; i < op->n_args; i++)
        use_slot(r, l, &op->args[i]);
    if (op->dst != NO_SLOT)
        r->used[op->dst] = true;
}

static struct operand
moved(const struct renumbering *r, struct operand o)
{
    if (o.kind == OPERAND_SLOT || o.kind == OPERAND_LOCAL)
        o.index = r->slots[o.index];
    return o;
}

static void
move_op(struct lower *l, const struct renumbering *r, struct op *op)
{
    op->a = moved(r, op->a);
    op->b = moved(r, op->b);
    struct operand *args = NULL;
    if (op->n_args > 0)
        args = arena_copy(l->b->keep, op->args, op->n_args * sizeof *args);
    for (size_t i = 0; i < op->n_args; i++)
        args[i] = moved(r, args[i]);
    op->args = args;
    if (op->dst != NO_SLOT)
        op->dst = r->slots[op->dst];
    for (int i = 0; i < 2; i++)
        if (op->to[i] != NO_BLOCK)
            op->to[i] = r->blocks[op->to[i]];
    struct switch_case *cases = NULL;
    if (op->n_cases > 0)
        cases = arena_copy(l->b->keep, op->cases, op->n_cases * sizeof *cases);
    for (size_t i = 0; i < op->n_cases; i++)
        cases[i].to = r->blocks[cases[i].to];
    op->cases = cases;
}

static void
number(struct lower *l, struct shape *s, struct renumbering *r,
       size_t n_params)
{
    r->blocks = ARENA_ARRAY(l->scratch, uint32_t, l->blocks.n);
    r->slots = ARENA_ARRAY(l->scratch, uint32_t, l->slots.n);
    r->used = ARENA_ARRAY(l->scratch, bool, l->slots.n);
    for (size_t i = 0; i < l->order.n; i++) {
        uint32_t block = l->order.v[i];
        if (!s->reached[block])
            continue;
        r->blocks[block] = (uint32_t)r->n_blocks++;
        const struct built_block *b = &l->blocks.v[block];
        for (size_t k = 0; k < b->ops.n; k++)
            use_op(r, l, &b->ops.v[k].op);
    }
    for (size_t i = 0; i < l->slots.n; i++)
        if (i < n_params || r->used[i] || l->slots.v[i].name != NULL)
            r->slots[i] = (uint32_t)r->n_slots++;
}

/* ---- texts -------------------------------------------------------------- */

static sym
own_name(struct lower *l)
{
    CXString name = clang_getCursorSpelling(l->function);
    sym own = sym_intern(l->b->syms, clang_getCString(name));
    clang_disposeString(name);
    return own;
}

static struct normal_text
normal_text_of(struct lower *l, unsigned from, unsigned to)
{
    VEC(sym) names = {0};
    for (size_t i = 0; i < l->slots.n; i++)
        if (l->slots.v[i].name != NULL)
            VEC_PUSH(l->scratch, &names, l->slots.v[i].name);
    return normal_text_new(l->scratch, l->b->syms, l->file->text, from, to,
                           own_name(l), names.v, names.n);
}

static sym *
statement_texts(struct lower *l, struct normal_text *text)
{
    sym *out = ARENA_ARRAY(l->scratch, sym, l->stmts.n);
    for (size_t i = 0; i < l->stmts.n; i++)
        out[i] = sym_intern(l->b->syms, normal_text_part(l->scratch, text,
                                                         l->stmts.v[i].from,
                                                         l->stmts.v[i].to));
    return out;
}

/* ---- freezing ----------------------------------------------------------- */

static void
freeze_blocks(struct lower *l, struct shape *s, struct renumbering *r,
              const sym *texts, struct func *f)
{
    struct block *blocks = ARENA_ARRAY(l->b->keep, struct block, r->n_blocks);
    for (size_t i = 0; i < l->order.n; i++) {
        uint32_t block = l->order.v[i];
        if (!s->reached[block])
            continue;
        struct built_block *from = &l->blocks.v[block];
        struct op *ops = ARENA_ARRAY(l->b->keep, struct op, from->ops.n);
        for (size_t k = 0; k < from->ops.n; k++) {
            ops[k] = from->ops.v[k].op;
            ops[k].stmt = texts[from->ops.v[k].stmt];
            move_op(l, r, &ops[k]);
        }
        blocks[r->blocks[block]].ops = ops;
        blocks[r->blocks[block]].n_ops = from->ops.n;
    }
    f->blocks = blocks;
    f->n_blocks = r->n_blocks;
}

static void
freeze_slots(struct lower *l, struct renumbering *r, struct func *f)
{
    struct slot *slots = ARENA_ARRAY(l->b->keep, struct slot, r->n_slots);
    for (size_t i = 0; i < l->slots.n; i++)
        if (i < f->n_params || r->used[i] || l->slots.v[i].name != NULL)
            slots[r->slots[i]] = l->slots.v[i];
    f->slots = slots;
    f->n_slots = r->n_slots;
}

/* Labels that nothing defines (errors in the source) lead nowhere. */
static void
close_blocks(struct lower *l)
{
    for (uint32_t i = 0; i < l->blocks.n; i++) {
        struct built_block *b = &l->blocks.v[i];
        if (b->ops.n > 0 && op_is_terminator(terminator(l, i)))
            continue;
        l->at = i;
        emit(l, l->function, OP_UNREACHABLE);
    }
}

void
lower_finish(struct lower *l, struct func *f)
{
    unsigned from = 0, to = 0;
    build_range(l->b, l->function, &from, &to);
    struct normal_text text = normal_text_of(l, from, to);
    const char *all = normal_text_part(l->scratch, &text,
                                       normal_text_body(&text, to), to);
    f->body_hash = hash_hex(l->b->keep, all, strlen(all));
    f->locks = names_lock(all);
    f->locks_unseen = f->locks &&
                      names_unseen_lock(l->scratch, all, l->b->unit);
    if (l->reason != NULL) {
        /* After errors the tree has holes: not the fault of the code. */
        const char *error = l->b->unit->first_error;
        f->status = error == NULL ? FUNC_UNSUPPORTED : FUNC_ERROR;
        f->reason = error == NULL ? l->reason
                                  : arena_printf(l->b->keep, "%s, after %s",
                                                 l->reason, error);
    }
    if (f->status != FUNC_OK) {
        f->slots = arena_copy(l->b->keep, l->slots.v,
                              f->n_params * sizeof *l->slots.v);
        f->n_slots = f->n_params;
        func_find_definitions(l->b->keep, f);
        return;
    }
    resolve_gotos(l);
    close_blocks(l);
    struct shape s = {0};
    find_reached(l, &s);
    merge_chains(l, &s);
    struct renumbering r = {0};
    number(l, &s, &r, f->n_params);
    freeze_blocks(l, &s, &r, statement_texts(l, &text), f);
    freeze_slots(l, &r, f);
    func_find_definitions(l->b->keep, f);
}
