/* Lowered code does what the code does: testdata/lowering/run.c is compiled
 * into this program and also lowered and interpreted; results and the order
 * of calls must be the same. */
#include "front.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- the trace ---------------------------------------------------------- */

#define TRACE_MAX 4096

static struct trace {
    long v[TRACE_MAX];
    size_t n;
} trace;

long mark(long x);

long
mark(long x)
{
    if (trace.n < TRACE_MAX)
        trace.v[trace.n++] = x;
    return x;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wparentheses"
#pragma GCC diagnostic ignored "-Wunused-value"
#pragma GCC diagnostic ignored "-Wsign-compare"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wmisleading-indentation"
#pragma GCC diagnostic ignored "-Waddress"
#pragma GCC diagnostic ignored "-Wbool-compare"
#pragma GCC diagnostic ignored "-Wswitch-unreachable"
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#pragma GCC diagnostic ignored "-Wmissing-braces"
#pragma GCC diagnostic ignored "-Woverride-init"
#pragma GCC diagnostic ignored "-Wold-style-declaration"
#pragma GCC diagnostic ignored "-Wunused-but-set-variable"
#pragma GCC diagnostic ignored "-Woverflow"
#pragma GCC diagnostic ignored "-Wlogical-op"
#pragma GCC diagnostic ignored "-Wint-in-bool-context"
#pragma GCC diagnostic ignored "-Wempty-body"
#pragma GCC diagnostic ignored "-Wold-style-definition"
#include "../../../testdata/lowering/run.c"
#pragma GCC diagnostic pop

static const struct {
    const char *name;
    long (*run)(long, long);
} cases[] = {
#define RUN(name) {#name, name},
#include "../../../testdata/lowering/run_table.h"
#undef RUN
};

/* ---- the machine -------------------------------------------------------- */

#define MEMORY 400000
#define FUNCTION_BASE 0x40000000 /* "addresses" of functions */
#define STEPS 200000

struct machine {
    arena *keep;
    const struct unit *unit;
    unsigned char *memory;
    uint64_t top;      /* free memory begins here */
    uint64_t *globals; /* address of each, 0 none yet */
    unsigned steps;
};

struct frame {
    struct machine *m;
    const struct func *f;
    uint64_t *slots; /* addresses */
};

static uint64_t
reserve(struct machine *m, uint64_t size)
{
    uint64_t at = m->top;
    m->top += (size + 15) & ~UINT64_C(15);
    assert_true(m->top < MEMORY);
    memset(m->memory + at, 0, size);
    return at;
}

static int64_t
extend(uint64_t u, const struct type *t)
{
    if (t->size == 0 || t->size >= 8)
        return (int64_t)u;
    unsigned bits = (unsigned)t->size * 8;
    u &= (UINT64_C(1) << bits) - 1;
    if (t->kind == TYPE_INT && t->is_signed && (u >> (bits - 1)) != 0)
        u |= ~((UINT64_C(1) << bits) - 1);
    return (int64_t)u;
}

static int64_t
read_memory(struct machine *m, uint64_t at, const struct type *t)
{
    uint64_t u = 0;
    assert_true(t->size <= 8);
    assert_true(at >= 16 && at + t->size <= MEMORY);
    memcpy(&u, m->memory + at, t->size);
    return extend(u, t);
}

static void
write_memory(struct machine *m, uint64_t at, int64_t value,
             const struct type *t)
{
    assert_true(t->size <= 8);
    assert_true(at >= 16 && at + t->size <= MEMORY);
    memcpy(m->memory + at, &value, t->size);
}

/* ---- globals ------------------------------------------------------------ */

static uint64_t function_address(struct machine *m, const char *name);
static uint64_t global_address(struct machine *m, const char *name);

static uint64_t
string_address(struct machine *m, const char *s)
{
    uint64_t at = reserve(m, strlen(s) + 1);
    memcpy(m->memory + at, s, strlen(s) + 1);
    return at;
}

static int64_t
constant(struct machine *m, const struct operand *o)
{
    switch (o->kind) {
    case OPERAND_INT:
        return o->number;
    case OPERAND_STRING:
        return (int64_t)string_address(m, o->name);
    case OPERAND_GLOBAL:
        return (int64_t)global_address(m, o->name);
    case OPERAND_FUNCTION:
        return (int64_t)function_address(m, o->name);
    case OPERAND_NONE:
    case OPERAND_SLOT:
    case OPERAND_LOCAL:
    case OPERAND_FLOAT:
        break;
    }
    fail_msg("not a constant");
    return 0;
}

static bool
find_member(const struct type *t, const char *name, uint64_t *offset,
            const struct type **type)
{
    for (size_t i = 0; i < t->n_fields; i++) {
        const struct field *f = &t->fields[i];
        uint64_t inner;
        if (f->name != NULL && strcmp(f->name, name) == 0) {
            *offset = f->offset;
            *type = f->type;
            return true;
        }
        if (f->name == NULL && find_member(f->type, name, &inner, type)) {
            *offset = f->offset + inner;
            return true;
        }
    }
    return false;
}

static void
initialise(struct machine *m, uint64_t at, const struct global *g)
{
    for (size_t i = 0; i < g->n_inits; i++) {
        const struct init *one = &g->inits[i];
        const struct type *t = g->type;
        uint64_t to = at, offset;
        for (size_t k = 0; k < one->n_path; k++) {
            if (one->path[k].field == NULL) {
                t = t->target;
                to += one->path[k].index * t->size;
            }
            else {
                assert_true(find_member(t, one->path[k].field, &offset, &t));
                to += offset;
            }
        }
        write_memory(m, to, constant(m, &one->value), one->type);
    }
}

static uint64_t
global_address(struct machine *m, const char *name)
{
    for (size_t i = 0; i < m->unit->n_globals; i++) {
        const struct global *g = &m->unit->globals[i];
        if (strcmp(g->name, name) != 0)
            continue;
        if (m->globals[i] == 0) {
            m->globals[i] = reserve(m, g->type->size);
            initialise(m, m->globals[i], g);
        }
        return m->globals[i];
    }
    fail_msg("no global %s", name);
    return 0;
}

static uint64_t
function_address(struct machine *m, const char *name)
{
    for (size_t i = 0; i < m->unit->n_funcs; i++)
        if (strcmp(m->unit->funcs[i].name, name) == 0)
            return FUNCTION_BASE + i;
    if (strcmp(name, "mark") == 0)
        return FUNCTION_BASE + m->unit->n_funcs;
    fail_msg("no function %s", name);
    return 0;
}

/* ---- ops ---------------------------------------------------------------- */

static int64_t
operand(struct frame *fr, const struct operand *o)
{
    if (o->kind == OPERAND_LOCAL)
        return (int64_t)fr->slots[o->index];
    if (o->kind != OPERAND_SLOT)
        return constant(fr->m, o);
    const struct type *t = fr->f->slots[o->index].type;
    if (t->kind == TYPE_RECORD)
        return (int64_t)fr->slots[o->index];
    return read_memory(fr->m, fr->slots[o->index], t);
}

static const struct type *
operand_type(const struct frame *fr, const struct op *op)
{
    if (op->a.kind == OPERAND_SLOT)
        return fr->f->slots[op->a.index].type;
    if (op->b.kind == OPERAND_SLOT)
        return fr->f->slots[op->b.index].type;
    return op->type;
}

static void
set(struct frame *fr, const struct op *op, int64_t value)
{
    const struct type *t = fr->f->slots[op->dst].type;
    if (t->kind == TYPE_RECORD)
        memmove(fr->m->memory + fr->slots[op->dst],
                fr->m->memory + (uint64_t)value, t->size);
    else
        write_memory(fr->m, fr->slots[op->dst],
                     extend((uint64_t)value, op->type), t);
}

/* Is the comparison or division done on unsigned numbers? */
static bool
is_unsigned(const struct frame *fr, const struct op *op)
{
    const struct type *t[2] = {NULL, NULL};
    if (op->a.kind == OPERAND_SLOT)
        t[0] = fr->f->slots[op->a.index].type;
    if (op->b.kind == OPERAND_SLOT)
        t[1] = fr->f->slots[op->b.index].type;
    for (int i = 0; i < 2; i++)
        if (t[i] != NULL &&
            (t[i]->kind == TYPE_POINTER ||
             (t[i]->kind == TYPE_INT && !t[i]->is_signed && t[i]->size >= 8)))
            return true;
    return false;
}

static int64_t
compare(enum op_code code, int64_t a, int64_t b, bool is_un)
{
    uint64_t x = (uint64_t)a, y = (uint64_t)b;
    bool less = is_un ? x < y : a < b;
    switch ((int)code) {
    case CODE_EQ:
        return a == b;
    case CODE_NE:
        return a != b;
    case CODE_LT:
        return less;
    case CODE_LE:
        return less || a == b;
    case CODE_GT:
        return !less && a != b;
    default:
        return !less;
    }
}

static int64_t
binary(struct frame *fr, const struct op *op)
{
    int64_t a = operand(fr, &op->a), b = operand(fr, &op->b);
    uint64_t x = (uint64_t)a, y = (uint64_t)b;
    bool un = op->code >= CODE_EQ ? is_unsigned(fr, op) : !op->type->is_signed;
    const struct type *t = operand_type(fr, op);
    int64_t size = t->kind == TYPE_POINTER ? (int64_t)t->target->size : 1;
    switch ((int)op->code) {
    case CODE_ADD:
        return (int64_t)(x + y);
    case CODE_SUB:
        if (t->kind == TYPE_POINTER && op->type->kind == TYPE_INT)
            return (a - b) / size;
        return (int64_t)(x - y * (uint64_t)size);
    case CODE_MUL:
        return (int64_t)(x * y);
    case CODE_DIV:
        return un ? (int64_t)(x / y) : a / b;
    case CODE_REM:
        return un ? (int64_t)(x % y) : a % b;
    case CODE_AND:
        return a & b;
    case CODE_OR:
        return a | b;
    case CODE_XOR:
        return a ^ b;
    case CODE_SHL:
        return (int64_t)(x << y);
    case CODE_SHR:
        return un ? (int64_t)(x >> y) : a >> b;
    default:
        return compare(op->code, a, b, un);
    }
}

static int64_t
unary(struct frame *fr, const struct op *op)
{
    int64_t a = operand(fr, &op->a);
    if (op->code == CODE_LNOT)
        return a == 0;
    return op->code == CODE_NEG ? -a : ~a;
}

static int64_t interpret(struct machine *m, const struct func *f,
                         const int64_t *args);

static int64_t
call(struct frame *fr, const struct op *op)
{
    struct machine *m = fr->m;
    int64_t args[8];
    assert_true(op->n_args <= 8);
    for (size_t i = 0; i < op->n_args; i++)
        args[i] = operand(fr, &op->args[i]);
    uint64_t to = op->callee != NULL ? function_address(m, op->callee)
                                     : (uint64_t)operand(fr, &op->a);
    assert_true(to >= FUNCTION_BASE && to <= FUNCTION_BASE + m->unit->n_funcs);
    if (to == FUNCTION_BASE + m->unit->n_funcs)
        return mark(args[0]);
    return interpret(m, &m->unit->funcs[to - FUNCTION_BASE], args);
}

static void
copy_out(struct frame *fr, const struct op *op)
{
    uint64_t to = (uint64_t)operand(fr, &op->a);
    int64_t from = operand(fr, &op->b);
    if (op->type->kind == TYPE_RECORD)
        memmove(fr->m->memory + to, fr->m->memory + from, op->type->size);
    else
        write_memory(fr->m, to, from, op->type);
}

static void
step(struct frame *fr, const struct op *op)
{
    switch (op->kind) {
    case OP_COPY:
    case OP_CAST:
        set(fr, op, operand(fr, &op->a));
        return;
    case OP_LOAD:
        set(fr, op,
            op->type->kind == TYPE_RECORD
                ? operand(fr, &op->a)
                : read_memory(fr->m, (uint64_t)operand(fr, &op->a), op->type));
        return;
    case OP_STORE:
        copy_out(fr, op);
        return;
    case OP_ZERO:
        memset(fr->m->memory + operand(fr, &op->a), 0, op->type->size);
        return;
    case OP_FIELD:
        set(fr, op, operand(fr, &op->a) + (int64_t)op->offset);
        return;
    case OP_INDEX:
        set(fr, op,
            operand(fr, &op->a) +
                operand(fr, &op->b) * (int64_t)op->type->target->size);
        return;
    case OP_UNARY:
        set(fr, op, unary(fr, op));
        return;
    case OP_BINARY:
        set(fr, op, binary(fr, op));
        return;
    case OP_CALL: {
        int64_t v = call(fr, op);
        if (op->dst != NO_SLOT)
            set(fr, op, v);
        return;
    }
    case OP_SCOPE:
        memset(fr->m->memory + fr->slots[op->dst], 0xa5,
               fr->f->slots[op->dst].type->size);
        return;
    case OP_HAVOC:
    case OP_JUMP:
    case OP_BRANCH:
    case OP_SWITCH:
    case OP_RETURN:
    case OP_UNREACHABLE:
    case OP_KIND_COUNT:
        break;
    }
    fail_msg("%s: op of kind %d", fr->f->name, (int)op->kind);
}

static uint32_t
next_block(struct frame *fr, const struct op *op)
{
    if (op->kind == OP_JUMP)
        return op->to[0];
    int64_t v = operand(fr, &op->a);
    if (op->kind == OP_BRANCH)
        return op->to[v != 0 ? 0 : 1];
    assert_int_equal(op->kind, OP_SWITCH);
    for (size_t i = 0; i < op->n_cases; i++)
        if (v >= op->cases[i].lo && v <= op->cases[i].hi)
            return op->cases[i].to;
    return op->to[0];
}

static struct frame
enter(struct machine *m, const struct func *f, const int64_t *args)
{
    struct frame fr = {.m = m, .f = f};
    fr.slots = ARENA_ARRAY(m->keep, uint64_t, f->n_slots);
    for (size_t i = 0; i < f->n_slots; i++) {
        const struct type *t = f->slots[i].type;
        fr.slots[i] = reserve(m, t->size);
        memset(m->memory + fr.slots[i], 0xa5, t->size);
        if (i >= f->n_params)
            continue;
        if (t->kind == TYPE_RECORD)
            memcpy(m->memory + fr.slots[i], m->memory + args[i], t->size);
        else
            write_memory(m, fr.slots[i], args[i], t);
    }
    return fr;
}

static int64_t
interpret(struct machine *m, const struct func *f, const int64_t *args)
{
    assert_int_equal(f->status, FUNC_OK);
    struct frame fr = enter(m, f, args);
    for (uint32_t b = 0;;) {
        const struct block *block = &f->blocks[b];
        for (size_t i = 0; i + 1 < block->n_ops; i++)
            step(&fr, &block->ops[i]);
        assert_true(++m->steps < STEPS);
        const struct op *end = &block->ops[block->n_ops - 1];
        if (end->kind == OP_RETURN)
            return end->a.kind == OPERAND_NONE ? 0 : operand(&fr, &end->a);
        b = next_block(&fr, end);
    }
}

/* ---- the comparison ----------------------------------------------------- */

struct fixture {
    arena *keep;
    struct front *front;
    struct machine machine;
};

static int
setup(void **state)
{
    struct fixture *t = calloc(1, sizeof *t);
    t->keep = arena_new();
    struct front_options o = {.root = SOURCE_ROOT, .asserts = true};
    struct command c = {.file = SOURCE_ROOT "/testdata/lowering/run.c",
                        .directory = SOURCE_ROOT};
    t->front = front_new(&o);
    const char *error;
    const struct unit *u = front_unit(t->front, t->keep, symtab_new(t->keep),
                                      &c, &error);
    if (u == NULL || u->n_errors > 0)
        return -1;
    t->machine = (struct machine){
        .keep = t->keep,
        .unit = u,
        .memory = arena_alloc(t->keep, MEMORY),
        .globals = ARENA_ARRAY(t->keep, uint64_t, u->n_globals)};
    t->machine.top = 16;
    for (size_t i = 0; i < u->n_globals; i++)
        global_address(&t->machine, u->globals[i].name);
    *state = t;
    return 0;
}

static int
teardown(void **state)
{
    struct fixture *t = *state;
    front_free(t->front);
    arena_free(t->keep);
    free(t);
    return 0;
}

static void
compare_case(struct machine *m, size_t i, long a, long b)
{
    const struct func *f = NULL;
    for (size_t k = 0; k < m->unit->n_funcs; k++)
        if (strcmp(m->unit->funcs[k].name, cases[i].name) == 0)
            f = &m->unit->funcs[k];
    assert_non_null(f);
    trace.n = 0;
    long expected = cases[i].run(a, b);
    struct trace native = trace;
    trace.n = 0;
    uint64_t top = m->top;
    m->steps = 0;
    int64_t args[] = {a, b};
    int64_t got = interpret(m, f, args);
    m->top = top;
    if (got != expected || trace.n != native.n ||
        memcmp(trace.v, native.v, trace.n * sizeof *trace.v) != 0)
        fail_msg("%s(%ld, %ld): %ld expected, got %ld (%zu, %zu marks)",
                 cases[i].name, a, b, expected, (long)got, native.n, trace.n);
}

static void
test_same_results(void **state)
{
    struct fixture *t = *state;
    static const long second[] = {-3, -1, 0, 1, 2, 3, 7, 100};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (long a = -3; a <= 12; a++)
            for (size_t k = 0; k < sizeof second / sizeof *second; k++)
                compare_case(&t->machine, i, a, second[k]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_results),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
