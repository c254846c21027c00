/* One function under construction: blocks, slots, scopes, and the lowering
 * of statements and expressions into them. */
#ifndef REFAUDIT_FRONT_LOWER_H
#define REFAUDIT_FRONT_LOWER_H

#include "build.h"

/* The value of an expression.  Records and arrays are represented by their
 * address; void has no operand. */
struct value {
    struct operand op;
    const struct type *type;
    bool is_bool; /* known to be 0 or 1 */
};

/* What an lvalue names: a scalar slot, memory, or (Py_TYPE(o)) something
 * that one call reads and another writes. */
struct spot {
    bool is_slot;
    uint32_t slot;
    struct operand address;
    const struct type *type;
    const struct callee *accessor; /* not NULL: of `object` */
    struct operand object;
    const struct type *object_type;
};

struct built_op {
    struct op op;
    uint32_t stmt; /* in lower->stmts; 0: none */
};

struct built_block {
    VEC(struct built_op) ops;
    bool placed;
};

/* A named local of a scope. */
struct local {
    uint32_t slot;
    sym cleanup; /* gets its address when the scope ends, or NULL */
};

/* A block scope: its named locals so far. */
struct scope {
    struct scope *up;
    VEC(struct local) locals;
};

/* Where break and continue lead. */
struct target {
    struct target *up;
    uint32_t to_break, to_continue; /* to_continue NO_BLOCK: a switch */
    struct scope *scope;            /* around the loop or switch */
};

struct cases {
    struct cases *up;
    VEC(struct switch_case) v;
    uint32_t fallback;
    const struct type *type;
};

struct label {
    uint32_t block;
    struct scope *scope; /* NULL until the label is met */
    bool address_taken;
};

struct pending_goto {
    uint32_t block;
    struct label *label;
    struct scope *scope;
    size_t n_slots; /* that there were before the goto */
};

struct text_range {
    unsigned from, to;
};

struct lower {
    struct build *b;
    arena *scratch; /* dies with the function */
    CXCursor function;
    sym name;
    const struct type *result;
    VEC(struct built_block) blocks;
    VEC(uint32_t) order; /* blocks in the order they were begun */
    VEC(struct slot) slots;
    uint32_t at;        /* current block; NO_BLOCK: cannot get here */
    struct map locals;  /* Decl -> slot + 1 */
    struct map statics; /* Decl -> sym */
    struct map labels;  /* Stmt -> struct label */
    VEC(struct label *) label_list;
    VEC(struct pending_goto) gotos;
    VEC(uint32_t) indirect; /* blocks that end in a computed goto */
    struct scope *scope;
    struct target *target;
    struct cases *cases;
    struct file *file; /* that holds the function's text */
    VEC(struct text_range) stmts;
    uint32_t stmt;
    CXCursor last_cursor; /* memo of build_loc */
    struct loc last_loc;
    bool discarding;       /* the expression's value is not wanted */
    const char *stack_end; /* go no deeper than this address */
    const char *reason;    /* not NULL: cannot be lowered */
};

/* ---- emit.c: blocks, slots, ops ----------------------------------------- */

/* The first reason wins; lowering goes on, the result is thrown away. */
void lower_fail(struct lower *l, CXCursor c, const char *what);

/* True, and failed, when the stack runs low. */
bool lower_too_deep(struct lower *l, CXCursor c);

uint32_t block_new(struct lower *l);
void block_begin(struct lower *l, uint32_t block);
/* An op at the end of the current block; valid until the next one. */
struct op *emit(struct lower *l, CXCursor c, enum op_kind kind);
/* The same, located at the cursor's closing brace. */
struct op *emit_at_end(struct lower *l, CXCursor c, enum op_kind kind);
void emit_jump(struct lower *l, CXCursor c, uint32_t to);
void emit_branch(struct lower *l, CXCursor c, struct value v, uint32_t yes,
                 uint32_t no);
void emit_unreachable(struct lower *l, CXCursor c);

uint32_t slot_new(struct lower *l, sym name, const struct type *type,
                  struct loc loc);
uint32_t slot_temp(struct lower *l, const struct type *type);

struct operand operand_slot(uint32_t slot);
struct operand operand_local(uint32_t slot);
struct operand operand_int(int64_t number);
struct value value_int(const struct lower *l, int64_t number);
struct value value_none(const struct lower *l);
bool is_aggregate(const struct type *t);

/* Result of an op that was just emitted with a fresh temporary as dst. */
struct value emit_result(struct lower *l, struct op *op,
                         const struct type *type);
struct value emit_unary(struct lower *l, CXCursor c, enum op_code code,
                        struct value a, const struct type *type);
struct value emit_binary(struct lower *l, CXCursor c, enum op_code code,
                         struct value a, struct value b,
                         const struct type *type);
struct operand emit_field(struct lower *l, CXCursor c, struct operand base,
                          sym name, uint64_t offset, const struct type *field);
struct operand emit_index(struct lower *l, CXCursor c, struct operand base,
                          struct operand index, const struct type *element);
struct op *emit_call(struct lower *l, CXCursor c, sym callee,
                     const struct operand *args,
                     const struct type *const *types, size_t n);
struct value emit_havoc(struct lower *l, CXCursor c, const struct type *type,
                        const struct operand *args, size_t n);
/* The value as one of type `to`, an op only when it may change. */
struct value value_convert(struct lower *l, CXCursor c, struct value v,
                           const struct type *to);
struct value spot_load(struct lower *l, CXCursor c, struct spot s);
void spot_store(struct lower *l, CXCursor c, struct spot s, struct value v);
/* A struct as one value, for passing and returning it. */
struct operand value_record(struct lower *l, CXCursor c, struct value v);
/* The value in a slot of its own when it may change under our hands. */
struct value value_keep(struct lower *l, CXCursor c, struct value v);

/* ---- lower_expr.c, lower_call.c ----------------------------------------- */

struct value lower_value(struct lower *l, CXCursor c);
void lower_discard(struct lower *l, CXCursor c);
struct spot lower_spot(struct lower *l, CXCursor c);
void lower_condition(struct lower *l, CXCursor c, uint32_t yes, uint32_t no);
struct value lower_call(struct lower *l, CXCursor c);
/* The lvalue that `*accessor(object)` stands for; false: it is none. */
bool call_accessor(struct lower *l, CXCursor call, struct spot *s);
/* A call of __builtin_expect: transparent. */
bool call_is_expect(struct lower *l, CXCursor c);
/* Implicit casts have no text of their own: they begin where their operand
 * begins. */
bool cursor_begins_like(CXCursor outer, CXCursor inner);
const struct type *cursor_type(struct lower *l, CXCursor c);
struct kids lower_kids(struct lower *l, CXCursor c);

/* ---- lower_op.c --------------------------------------------------------- */

struct value lower_assign(struct lower *l, CXCursor c, CXCursor left,
                          CXCursor right);
struct value lower_binary(struct lower *l, CXCursor c);
struct value lower_compound_assign(struct lower *l, CXCursor c);
struct value lower_unary(struct lower *l, CXCursor c);

/* ---- lower_stmt.c ------------------------------------------------------- */

void lower_stmt(struct lower *l, CXCursor c);
struct value lower_stmt_expr(struct lower *l, CXCursor c);
struct label *lower_label(struct lower *l, CXCursor label_ref);
/* A variable's own statement begins at its name: `T *x = f()` is `x = f()`,
 * too.  Returns the statement before. */
uint32_t stmt_begin_init(struct lower *l, CXCursor decl);

/* ---- lower_init.c ------------------------------------------------------- */

void lower_local(struct lower *l, CXCursor decl);
/* Initialise memory at `address` from an initialiser. */
void lower_initialiser(struct lower *l, CXCursor init, CXType type,
                       struct operand address);

/* ---- lower_cleanup.c ---------------------------------------------------- */

/* The function f of __attribute__((cleanup(f))), or NULL. */
sym cleanup_of(struct lower *l, CXCursor decl);
/* The call of it; the op at `from` says where. */
struct op cleanup_call(struct lower *l, const struct local *v, struct op from);
/* The locals of all scopes are cleaned up; the value that the function
 * returns is read before that. */
struct operand cleanup_before_return(struct lower *l, CXCursor c,
                                     struct value v);

/* ---- lower_counts.c ----------------------------------------------------- */

/* A block that a unit's own Py_DECREF() stands for; false: another one. */
bool lower_own_count(struct lower *l, CXCursor loop);

/* ---- lower_cxx.c -------------------------------------------------------- */

/* No reference and no class with constructors. */
bool cxx_is_plain(const struct lower *l, CXType t);
void cxx_check_function(struct lower *l);
bool cxx_has_init(struct lower *l, CXCursor if_or_switch);
bool cxx_is_default(struct lower *l, CXCursor init);
bool cxx_call(struct lower *l, CXCursor c, const struct kids *k,
              struct value *out);

/* ---- finish.c ----------------------------------------------------------- */

/* Drop what cannot be reached, renumber, freeze into f. */
void lower_finish(struct lower *l, struct func *f);

/* locks.c: names a lock; one that its contract does not tell of. */
bool names_lock(const char *text);
bool names_unseen_lock(arena *scratch, const char *text, const struct unit *u);

#endif
