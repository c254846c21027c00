/* The binary form of a unit.
 *
 * One description of every struct serves both directions: each io_*
 * function writes the field when `out` is set and reads it otherwise.
 * Strings and types are numbered at first sight; a number equal to the
 * count so far announces a new one.  Integers are little-endian base 128.
 */
#include "ir.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FORMAT "refaudit-ir 5\n"

/* Pointer -> number, while writing. */
struct numbering {
    const void **v;
    uint32_t *number;
    size_t cap; /* power of two */
};

struct io {
    FILE *out; /* NULL: reading */
    const uint8_t *p, *end;
    bool bad;
    arena *keep;
    symtab *syms;
    struct numbering seen_strings, seen_types;
    VEC(const char *) strings;
    VEC(struct type *) types;
};

/* ---- numbers ----------------------------------------------------------- */

static void
io_u64(struct io *io, uint64_t *x)
{
    if (io->out != NULL) {
        uint64_t v = *x;
        for (; v >= 128; v >>= 7)
            putc_unlocked((int)(v & 127) | 128, io->out);
        putc_unlocked((int)v, io->out);
        return;
    }
    *x = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (io->p == io->end) {
            io->bad = true;
            return;
        }
        uint8_t byte = *io->p++;
        *x |= (uint64_t)(byte & 127) << shift;
        if (byte < 128)
            return;
    }
    io->bad = true;
}

static void
io_i64(struct io *io, int64_t *x)
{
    uint64_t u = ((uint64_t)*x << 1) ^ (*x < 0 ? UINT64_MAX : 0);
    io_u64(io, &u);
    *x = (int64_t)((u >> 1) ^ ((u & 1) != 0 ? UINT64_MAX : 0));
}

static void
io_u32(struct io *io, uint32_t *x)
{
    uint64_t u = *x;
    io_u64(io, &u);
    if (u > UINT32_MAX)
        io->bad = true;
    *x = (uint32_t)u;
}

static void
io_bool(struct io *io, bool *x)
{
    uint64_t u = *x;
    io_u64(io, &u);
    *x = u != 0;
}

static void
io_int(struct io *io, int *x)
{
    int64_t i = *x;
    io_i64(io, &i);
    *x = (int)i;
}

/* An enum below `count`. */
#define IO_ENUM(io, field, count)                                             \
    do {                                                                      \
        uint64_t e_ = (uint64_t)*(field);                                     \
        io_u64((io), &e_);                                                    \
        if (e_ >= (uint64_t)(count)) {                                        \
            (io)->bad = true;                                                 \
            e_ = 0;                                                           \
        }                                                                     \
        memcpy((field), &(uint32_t){(uint32_t)e_}, sizeof *(field));          \
        static_assert(sizeof *(field) == 4, "enum size");                     \
    } while (0)

static void
io_size(struct io *io, size_t *n)
{
    uint64_t u = *n;
    io_u64(io, &u);
    /* Every element takes a byte at least: a larger count is damage. */
    if (io->out == NULL && u > (uint64_t)(io->end - io->p)) {
        io->bad = true;
        u = 0;
    }
    *n = (size_t)u;
}

/* ---- numbering ---------------------------------------------------------- */

static size_t
number_place(const struct numbering *t, const void *p)
{
    size_t i = ((uintptr_t)p * UINT64_C(0x9E3779B97F4A7C15)) >> 20;
    i &= t->cap - 1;
    while (t->v[i] != NULL && t->v[i] != p)
        i = (i + 1) & (t->cap - 1);
    return i;
}

static void
number_grow(arena *keep, struct numbering *t)
{
    struct numbering old = *t;
    t->cap = old.cap == 0 ? 256 : old.cap * 2;
    t->v = ARENA_ARRAY(keep, const void *, t->cap);
    t->number = ARENA_ARRAY(keep, uint32_t, t->cap);
    for (size_t i = 0; i < old.cap; i++) {
        if (old.v[i] == NULL)
            continue;
        size_t at = number_place(t, old.v[i]);
        t->v[at] = old.v[i];
        t->number[at] = old.number[i];
    }
}

/* The number of p; `count` and *fresh when it was not seen before. */
static uint32_t
number_of(arena *keep, struct numbering *t, const void *p, size_t count,
          bool *fresh)
{
    if (count * 2 >= t->cap)
        number_grow(keep, t);
    size_t i = number_place(t, p);
    *fresh = t->v[i] == NULL;
    if (*fresh) {
        t->v[i] = p;
        t->number[i] = (uint32_t)count;
    }
    return t->number[i];
}

/* ---- strings ------------------------------------------------------------ */

static void
io_new_string(struct io *io, const char **s)
{
    size_t n = io->out != NULL ? strlen(*s) : 0;
    io_size(io, &n);
    if (io->bad)
        return;
    if (io->out != NULL)
        fwrite(*s, 1, n, io->out);
    else if (memchr(io->p, '\0', n) != NULL)
        io->bad = true;
    else {
        *s = sym_intern_n(io->syms, (const char *)io->p, n);
        io->p += n;
    }
    VEC_PUSH(io->keep, &io->strings, *s);
}

/* 0 is NULL, n + 1 is string n.  Reading interns all strings. */
static void
io_string(struct io *io, const char **s)
{
    uint32_t number = 0;
    bool fresh = false;
    if (io->out != NULL && *s != NULL)
        number = 1 + number_of(io->keep, &io->seen_strings, *s, io->strings.n,
                               &fresh);
    io_u32(io, &number);
    if (io->bad || number == 0) {
        *s = NULL;
        return;
    }
    if (io->out == NULL && number - 1 > io->strings.n)
        io->bad = true;
    else if (io->out != NULL ? fresh : number - 1 == io->strings.n)
        io_new_string(io, s);
    else
        *s = io->strings.v[number - 1];
    if (io->bad)
        *s = NULL;
}

/* ---- arrays ------------------------------------------------------------- */

/* An array of `size`-byte elements, each described by `one`. */
static void
io_array(struct io *io, const void *field, size_t *n, size_t size,
         void (*one)(struct io *, void *))
{
    void **v;
    memcpy(&v, &field, sizeof v);
    io_size(io, n);
    if (io->out == NULL)
        *v = *n == 0 ? NULL : arena_alloc(io->keep, *n * size);
    for (size_t i = 0; i < *n && !io->bad; i++)
        one(io, (char *)*v + i * size);
    if (io->bad)
        *n = 0;
}

#define IO_ARRAY(io, field, n, one)                                           \
    io_array((io), &(field), &(n), sizeof *(field), one)

/* ---- types -------------------------------------------------------------- */

static void io_type(struct io *io, const struct type **t);

static void
io_type_item(struct io *io, void *item)
{
    io_type(io, item);
}

static void
io_field(struct io *io, void *item)
{
    struct field *f = item;
    io_string(io, &f->name);
    io_type(io, &f->type);
    io_u64(io, &f->offset);
}

static void
io_type_body(struct io *io, struct type *t)
{
    IO_ENUM(io, &t->kind, TYPE_OTHER + 1);
    io_bool(io, &t->is_signed);
    io_bool(io, &t->is_object);
    io_bool(io, &t->is_union);
    io_bool(io, &t->variadic);
    io_u64(io, &t->size);
    io_u64(io, &t->count);
    io_string(io, &t->name);
    io_type(io, &t->target);
    IO_ARRAY(io, t->fields, t->n_fields, io_field);
    IO_ARRAY(io, t->params, t->n_params, io_type_item);
}

static void
io_type(struct io *io, const struct type **t)
{
    uint32_t number = 0;
    bool fresh = false;
    if (io->out != NULL && *t != NULL)
        number = 1 +
                 number_of(io->keep, &io->seen_types, *t, io->types.n, &fresh);
    io_u32(io, &number);
    if (io->out == NULL) {
        fresh = !io->bad && number > 0 && number - 1 == io->types.n;
        io->bad = io->bad || (number > 0 && number - 1 > io->types.n);
        *t = NULL;
        if (io->bad || number == 0)
            return;
        *t = fresh ? ARENA_NEW(io->keep, struct type)
                   : io->types.v[number - 1];
    }
    if (!fresh)
        return;
    struct type *body;
    memcpy(&body, t, sizeof body);
    VEC_PUSH(io->keep, &io->types, body);
    io_type_body(io, body);
}

/* ---- ops and functions ---- */

static void
io_loc(struct io *io, struct loc *l)
{
    io_u32(io, &l->file);
    io_u32(io, &l->line);
    io_u32(io, &l->col);
    io_u32(io, &l->end_line);
    io_u32(io, &l->end_col);
    io_string(io, &l->macro);
}

static void
io_operand(struct io *io, void *item)
{
    struct operand *o = item;
    IO_ENUM(io, &o->kind, OPERAND_FUNCTION + 1);
    if (o->kind == OPERAND_SLOT || o->kind == OPERAND_LOCAL)
        io_u32(io, &o->index);
    if (o->kind == OPERAND_INT)
        io_i64(io, &o->number);
    if (o->kind >= OPERAND_STRING)
        io_string(io, &o->name);
}

static void
io_case(struct io *io, void *item)
{
    struct switch_case *c = item;
    io_i64(io, &c->lo);
    io_i64(io, &c->hi);
    io_u32(io, &c->to);
}

static void
io_op(struct io *io, void *item)
{
    struct op *op = item;
    IO_ENUM(io, &op->kind, OP_KIND_COUNT);
    IO_ENUM(io, &op->code, CODE_COUNT);
    io_u32(io, &op->dst);
    io_operand(io, &op->a);
    io_operand(io, &op->b);
    io_type(io, &op->type);
    io_string(io, &op->callee);
    IO_ARRAY(io, op->args, op->n_args, io_operand);
    size_t n_types = op->arg_types == NULL ? 0 : op->n_args;
    IO_ARRAY(io, op->arg_types, n_types, io_type_item);
    if (n_types != 0 && n_types != op->n_args)
        io->bad = true;
    io_string(io, &op->field);
    io_u64(io, &op->offset);
    io_u32(io, &op->to[0]);
    io_u32(io, &op->to[1]);
    IO_ARRAY(io, op->cases, op->n_cases, io_case);
    io_bool(io, &op->indirect_goto);
    io_bool(io, &op->no_default);
    io_bool(io, &op->foreign);
    io_u64(io, &op->reads);
    io_loc(io, &op->loc);
    io_string(io, &op->stmt);
}

static void
io_block(struct io *io, void *item)
{
    struct block *b = item;
    IO_ARRAY(io, b->ops, b->n_ops, io_op);
}

static void
io_slot(struct io *io, void *item)
{
    struct slot *s = item;
    io_string(io, &s->name);
    io_type(io, &s->type);
    io_bool(io, &s->is_param);
    io_bool(io, &s->address_taken);
    io_loc(io, &s->loc);
}

static void
io_string_item(struct io *io, void *item)
{
    io_string(io, item);
}

static void
io_func(struct io *io, void *item)
{
    struct func *f = item;
    io_string(io, &f->name);
    io_bool(io, &f->is_static);
    io_bool(io, &f->noreturn);
    io_bool(io, &f->is_header);
    io_bool(io, &f->locks);
    io_bool(io, &f->locks_unseen);
    IO_ENUM(io, &f->generator, GENERATOR_OTHER + 1);
    IO_ENUM(io, &f->status, FUNC_UNSUPPORTED + 1);
    io_string(io, &f->reason);
    io_type(io, &f->type);
    io_string(io, &f->signature);
    io_loc(io, &f->loc);
    io_loc(io, &f->extent);
    io_string(io, &f->body_hash);
    IO_ARRAY(io, f->annotations, f->n_annotations, io_string_item);
    io_size(io, &f->n_params);
    IO_ARRAY(io, f->slots, f->n_slots, io_slot);
    IO_ARRAY(io, f->blocks, f->n_blocks, io_block);
    /* A damaged file must not get past the frozen form's promises. */
    if (io->out == NULL && !io->bad && func_verify(io->keep, f) != NULL)
        io->bad = true;
    if (io->out == NULL && !io->bad)
        func_find_definitions(io->keep, f);
}

/* ---- globals and units ---- */

static void
io_init_step(struct io *io, void *item)
{
    struct init_step *s = item;
    io_string(io, &s->field);
    io_u64(io, &s->index);
}

static void
io_init(struct io *io, void *item)
{
    struct init *i = item;
    IO_ARRAY(io, i->path, i->n_path, io_init_step);
    io_operand(io, &i->value);
    io_type(io, &i->type);
    io_loc(io, &i->loc);
}

static void
io_global(struct io *io, void *item)
{
    struct global *g = item;
    io_string(io, &g->name);
    io_string(io, &g->instance);
    io_bool(io, &g->is_static);
    io_bool(io, &g->is_extern);
    io_bool(io, &g->is_safe);
    io_type(io, &g->type);
    IO_ARRAY(io, g->inits, g->n_inits, io_init);
    io_loc(io, &g->loc);
}

static void
io_declaration(struct io *io, void *item)
{
    struct declaration *d = item;
    io_string(io, &d->name);
    io_type(io, &d->type);
    IO_ARRAY(io, d->params, d->n_params, io_string_item);
    IO_ARRAY(io, d->annotations, d->n_annotations, io_string_item);
    io_loc(io, &d->loc);
}

static void
io_file(struct io *io, void *item)
{
    struct source_file *f = item;
    io_string(io, &f->path);
    io_string(io, &f->full);
    io_bool(io, &f->is_system);
    io_bool(io, &f->is_header);
    IO_ENUM(io, &f->generator, GENERATOR_OTHER + 1);
    io_string(io, &f->hash);
}

static void
io_unit(struct io *io, struct unit *u)
{
    io_string(io, &u->path);
    IO_ARRAY(io, u->files, u->n_files, io_file);
    IO_ARRAY(io, u->funcs, u->n_funcs, io_func);
    IO_ARRAY(io, u->globals, u->n_globals, io_global);
    IO_ARRAY(io, u->declarations, u->n_declarations, io_declaration);
    io_bool(io, &u->includes_python);
    io_bool(io, &u->limited_api);
    io_bool(io, &u->ssize_clean);
    io_int(io, &u->py_major);
    io_int(io, &u->py_minor);
    io_bool(io, &u->cplusplus);
    size_t errors = u->n_errors;
    uint64_t n_errors = errors;
    io_u64(io, &n_errors);
    u->n_errors = (size_t)n_errors;
    io_string(io, &u->first_error);
}

bool
ir_write(FILE *out, const struct unit *u)
{
    struct unit copy = *u;
    struct io io = {.out = out, .keep = arena_new()};
    fputs(FORMAT, out);
    io_unit(&io, &copy);
    arena_free(io.keep);
    return fflush(out) == 0 && ferror(out) == 0;
}

struct unit *
ir_read(arena *keep, symtab *syms, const void *data, size_t n)
{
    size_t head = strlen(FORMAT);
    if (n < head || memcmp(data, FORMAT, head) != 0)
        return NULL;
    struct io io = {.p = (const uint8_t *)data + head,
                    .end = (const uint8_t *)data + n,
                    .keep = keep,
                    .syms = syms};
    struct unit *u = ARENA_NEW(keep, struct unit);
    io_unit(&io, u);
    return io.bad || io.p != io.end ? NULL : u;
}
