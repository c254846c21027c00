/* The intermediate representation: units, functions, blocks, operations.
 *
 * Small, three-address, built by the front end, frozen after func_verify().
 * A function is an array of blocks, block 0 is the entry; a block is an
 * array of ops whose last, and only last, is a terminator.  Slots are the
 * function's parameters, locals and temporaries; a temporary may be
 * assigned in several blocks (no SSA).  Nothing points into libclang.
 *
 * What the front end promises:
 *  - every expression is evaluated exactly once, in source order; && || ?:
 *    and statement expressions are control flow;
 *  - reading a local is an operand SLOT; its address (&x, arrays, structs)
 *    is an operand LOCAL, memory behind any address goes by LOAD and STORE;
 *  - sizeof, offsetof, enum constants and other constants are INT;
 *    a null pointer constant is INT 0 of pointer type;
 *  - names of the overlay header are gone: a use of the macro Py_DECREF is
 *    a CALL of "Py_DECREF", whatever the Python version;
 *  - calls of functions that never return are followed by UNREACHABLE;
 *  - a function that could not be lowered faithfully has no blocks and a
 *    reason; it is never half there.
 */
#ifndef REFAUDIT_IR_H
#define REFAUDIT_IR_H

#include "base.h"

/* ---- types -------------------------------------------------------------- */

enum type_kind {
    TYPE_VOID,
    TYPE_INT, /* also bool, char, enum */
    TYPE_FLOAT,
    TYPE_POINTER,
    TYPE_RECORD, /* struct or union */
    TYPE_ARRAY,
    TYPE_FUNCTION,
    TYPE_OTHER, /* complex, vector, ... */
};

struct field {
    sym name; /* NULL when anonymous */
    const struct type *type;
    uint64_t offset; /* bytes; bit-fields: of the byte they begin in */
};

struct type {
    enum type_kind kind;
    bool is_signed;
    bool is_object; /* RECORD that begins with a PyObject header */
    bool is_union;
    bool variadic;  /* FUNCTION */
    uint64_t size;  /* bytes; 0 when unknown or incomplete */
    uint64_t count; /* ARRAY elements; 0 when unknown */
    sym name;       /* RECORD: typedef name or tag ("PyTypeObject") */
    const struct type *target;  /* pointee, element, or function result */
    const struct field *fields; /* RECORD, laid out in order */
    size_t n_fields;
    const struct type *const *params; /* FUNCTION */
    size_t n_params;
};

bool type_is_pointer(const struct type *t);
bool type_is_number(const struct type *t); /* as wide as int */
bool type_is_function_pointer(const struct type *t);
/* A pointer to a struct that begins with a PyObject header. */
bool type_is_object_pointer(const struct type *t);
/* A struct that links to others of its kind, or a pointer to it. */
bool type_is_node(const struct type *t);

/* ---- places in the source ----------------------------------------------- */

/* The user's position of the outermost expansion. */
struct loc {
    uint32_t file;                         /* index in unit->files */
    uint32_t line, col, end_line, end_col; /* from 1; end is exclusive */
    sym macro; /* name of the outermost macro, NULL outside macros */
};

/* ---- operands and ops --------------------------------------------------- */

enum operand_kind {
    OPERAND_NONE,
    OPERAND_SLOT,     /* value of slot `index` */
    OPERAND_LOCAL,    /* address of slot `index` */
    OPERAND_INT,      /* `number` */
    OPERAND_FLOAT,    /* some floating constant */
    OPERAND_STRING,   /* address of literal `name` (its contents) */
    OPERAND_GLOBAL,   /* address of variable `name` */
    OPERAND_FUNCTION, /* address of function `name` */
};

struct operand {
    enum operand_kind kind;
    uint32_t index;
    int64_t number;
    sym name;
};

/* The same constant, address or slot (whatever its values are). */
bool operand_equal(const struct operand *a, const struct operand *b);

#define NO_SLOT UINT32_MAX
#define NO_BLOCK UINT32_MAX

/* dst: always a slot or NO_SLOT.  `type`: the type of the result, for STORE
 * and ZERO of what is written, for RETURN of the value. */
enum op_kind {
    OP_COPY,   /* dst = a */
    OP_LOAD,   /* dst = *a */
    OP_STORE,  /* *a = b; a RECORD type copies a whole struct: b is then
                  the address of the source */
    OP_ZERO,   /* *a = {0} of `type` */
    OP_FIELD,  /* dst = &((struct *)a)->field; `offset` in bytes */
    OP_INDEX,  /* dst = &a[b], element type = *type's target */
    OP_UNARY,  /* dst = code a */
    OP_BINARY, /* dst = a code b; never && || , = */
    OP_CAST,   /* dst = (type)a */
    OP_CALL,   /* dst = callee(args); callee NULL: through pointer a */
    OP_HAVOC,  /* dst = anything; args: addresses whose memory becomes
                  unknown (asm, atomics, va_arg, ...) */
    OP_SCOPE,  /* slot dst comes to the end of its lifetime */
    /* terminators */
    OP_JUMP,   /* to[0] */
    OP_BRANCH, /* a != 0 ? to[0] : to[1] */
    OP_SWITCH, /* by a: cases; to[0] is the default */
    OP_RETURN, /* a or NONE */
    OP_UNREACHABLE,
    OP_KIND_COUNT
};

enum op_code {
    CODE_NONE,
    CODE_NEG,
    CODE_NOT,  /* ~ */
    CODE_LNOT, /* ! */
    /* Also on pointers, in elements: a + n, where that is not an INDEX. */
    CODE_ADD,
    CODE_SUB,
    CODE_MUL,
    CODE_DIV,
    CODE_REM,
    CODE_AND,
    CODE_OR,
    CODE_XOR,
    CODE_SHL,
    CODE_SHR,
    CODE_EQ,
    CODE_NE,
    CODE_LT,
    CODE_LE,
    CODE_GT,
    CODE_GE,
    CODE_COUNT
};

struct switch_case {
    int64_t lo, hi; /* inclusive */
    uint32_t to;
};

struct op {
    enum op_kind kind;
    enum op_code code;
    uint32_t dst;
    struct operand a, b;
    const struct type *type;
    sym callee;                          /* CALL: the called function's name */
    const struct operand *args;          /* CALL, HAVOC */
    const struct type *const *arg_types; /* CALL: before conversion to the
                           parameter's type where the source casts from an
                           object type, else as passed */
    size_t n_args;
    sym field;       /* FIELD */
    uint64_t offset; /* FIELD */
    uint32_t to[2];
    const struct switch_case *cases; /* SWITCH */
    size_t n_cases;
    bool indirect_goto; /* SWITCH made from `goto *p`: any case */
    bool no_default;    /* SWITCH: to[0] is the way past every case */
    bool foreign;   /* CALL: a header declares it that does not know Python,
                       one of the system or with nothing of "Py" in it */
    uint64_t reads; /* CALL: bit i: argument i is passed as an address of
                       constant characters, numbers or void */
    struct loc loc;
    sym stmt; /* the enclosing statement (or condition) as tokens: white
                 space and comments gone, locals alpha-renamed $0 $1...
                 in order of appearance in the function */
};

bool op_is_terminator(const struct op *op);
/* Successor i of a terminator, NO_BLOCK past the last. */
uint32_t op_successor(const struct op *op, size_t i);

struct block {
    const struct op *ops;
    size_t n_ops;
};

/* ---- functions ---------------------------------------------------------- */

struct slot {
    sym name; /* as written, or NULL for a temporary */
    const struct type *type;
    bool is_param;
    bool address_taken; /* some operand LOCAL names it */
    struct loc loc;
};

enum func_status {
    FUNC_OK,
    FUNC_ERROR,       /* a compile error inside its extent */
    FUNC_UNSUPPORTED, /* a construct that is not lowered */
};

enum generator {
    GENERATOR_NONE,
    GENERATOR_CYTHON,
    GENERATOR_SWIG,
    GENERATOR_MYPYC,
    GENERATOR_PYBIND11,
    GENERATOR_CLINIC, /* Argument Clinic: analysed like hand-written code */
    GENERATOR_OTHER,
};

struct func {
    sym name;
    bool is_static;
    bool noreturn;
    bool is_header;    /* its body stands in a header file */
    bool locks;        /* its text names a lock, perhaps one that the
                          preprocessor took away */
    bool locks_unseen; /* ... one that is not followed by the calls that take
                          and release it */
    enum generator generator;
    enum func_status status;
    const char *reason;      /* not FUNC_OK: what and where, for people */
    const struct type *type; /* TYPE_FUNCTION */
    const char *signature;   /* as text */
    struct loc loc;          /* of the name */
    struct loc extent;
    const char *body_hash;  /* XXH3-128 hex of the normalised tokens */
    const sym *annotations; /* annotate attributes, also of declarations */
    size_t n_annotations;
    const struct slot *slots; /* parameters first */
    size_t n_slots, n_params;
    const struct block *blocks;
    size_t n_blocks;
    const struct op *const *definitions; /* func_definition() of each slot */
};

/* Where an op stands in its function; survives the IR. */
struct position {
    uint32_t block, op;
};

/* The only op that gives the slot a value; NULL: none, or one of several, of
 * which what the caller gives to a parameter is one.  Whoever follows the
 * first operands comes to an end: of a circle of variables one has none. */
const struct op *func_definition(const struct func *f, uint32_t slot);
/* Once blocks and slots are there, in keep. */
void func_find_definitions(arena *keep, struct func *f);
/* ...likewise for an operand that is a slot; else NULL. */
const struct op *func_made_by(const struct func *f, const struct operand *o);
/* ...likewise behind copies and casts; NULL for `a = b; b = a;`, too. */
const struct op *func_made_behind(const struct func *f,
                                  const struct operand *o);
/* The operand behind copies and casts that have one definition; in a circle
 * of variables one of them. */
struct operand func_origin(const struct func *f, struct operand o);
/* Each use of the slot reads what its pointer leads to. */
bool func_only_follows(const struct func *f, uint32_t slot, unsigned depth);
/* Does any op call a function of this name? */
bool func_calls(const struct func *f, const char *name);
/* NO_BLOCK in both when the op is none of the function's. */
struct position op_position(const struct func *f, const struct op *op);
/* Is there a way from block `from` to block `to` (NO_BLOCK: to a return)
 * that does not enter `avoid` (NO_BLOCK: any way)?  A block reaches itself. */
bool func_reaches(const struct func *f, uint32_t from, uint32_t to,
                  uint32_t avoid);
/* Is there a way from one op of the function to the other? */
bool op_comes_after(const struct func *f, const struct op *first,
                    const struct op *then);
/* Does the branch that ends block `test` decide whether `to` is reached? */
bool func_decides(const struct func *f, uint32_t test, uint32_t to);

/* NULL when f is sound, else what is wrong with it (allocated in keep).
 * Checked: terminators, targets, slots and operands in range, kinds that
 * match op kinds, a loc and a type on every op, temporaries defined before
 * use on every path. */
const char *func_verify(arena *keep, const struct func *f);

/* Readable form, one op a line, for `--dump=ops` and golden files. */
void func_print(struct text *out, const struct func *f);

/* ---- units -------------------------------------------------------------- */

/* One scalar of the initialiser of a file-scope or static variable:
 * the table `methods[2].ml_meth = spam_get` gives path {2, "ml_meth"}. */
struct init_step {
    sym field; /* NULL: `index` counts */
    uint64_t index;
};

struct init {
    const struct init_step *path;
    size_t n_path;
    struct operand value; /* INT, STRING, GLOBAL, FUNCTION, or NONE when it
                             is not a constant that we read */
    const struct type *type;
    struct loc loc;
};

struct global {
    sym name;                  /* a static local of f is named "f.name" */
    sym instance;              /* the typedef of a type's instances, if some
                                  attribute says so, else NULL */
    bool is_static, is_extern; /* extern: declared, not defined, here */
    bool is_safe;              /* every thread has its own, or it is atomic */
    const struct type *type;
    const struct init *inits;
    size_t n_inits;
    struct loc loc;
};

/* A function that is declared with annotations and has no body here. */
struct declaration {
    sym name;
    const struct type *type; /* TYPE_FUNCTION */
    const sym *params;       /* names, NULL where there is none */
    size_t n_params;
    const sym *annotations;
    size_t n_annotations;
    struct loc loc;
};

struct source_file {
    const char *path; /* as a user would write it: relative to the project
                         root when below it, '/' separated */
    const char *full; /* absolute, symlinks resolved */
    bool is_system;   /* system or Python header */
    bool is_header;
    enum generator generator;
    const char *hash; /* XXH3-128 of the contents */
};

struct unit {
    const char *path; /* main file, like source_file.path */
    const struct source_file *files;
    size_t n_files;
    const struct func *funcs; /* with a body, outside system headers */
    size_t n_funcs;
    const struct global *globals;
    size_t n_globals;
    const struct declaration *declarations;
    size_t n_declarations;
    bool includes_python;
    bool limited_api;
    bool ssize_clean;
    int py_major, py_minor; /* of the headers; 0 when not included */
    bool cplusplus;
    size_t n_errors;
    const char *first_error; /* "file:line:col: message" or NULL */
};

/* Binary form, for the hand-over between processes and for the cache.
 * ir_write returns false with errno set.  ir_read returns NULL when the
 * bytes are not a unit of this very version of the format. */
bool ir_write(FILE *out, const struct unit *u);
struct unit *ir_read(arena *keep, symtab *syms, const void *data, size_t n);

#endif
