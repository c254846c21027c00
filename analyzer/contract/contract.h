/* Ownership knowledge as text: one contract line per function.
 *
 *     PyList_GetItem(list, i) -> lent(list) | NULL!
 *     PyList_SetItem(list, i, item:steals) -> 0 | -1! calls
 *     PyModule_AddObject(m, name, value:steals@ok) -> 0 | -1!
 *     PyDict_GetItemRef(d, key, result:gives@1+nulls@0,-1) -> 1 | 0 | -1!
 *         calls since(3.13)
 *     PyMem_Realloc(p:releases.mem@ok+null, n) -> new.mem | NULL
 *     Py_XDECREF(o:releases+null) -> void calls
 *
 * The same struct serves the built-in model, users' *.api files,
 * annotations in the source, and the summaries that the engine infers.
 * contract_print(contract_parse(s)) gives the canonical form of s, and
 * parsing that again gives an equal contract.
 *
 * Grammar (white space free; one contract per line, a line that starts
 * with white space continues the one before, '#' starts a comment unless
 * it is a position after @, blank lines and comments end a contract; the
 * comment lines directly above a contract are its note):
 *
 *     contract  = name '(' [param {',' param}] ')' ['->' outcomes] {attr}
 *     param     = (name | '...') [':' effect {'+' effect}]
 *     effect    = verb ['.' kind] ['(' name ')'] ['@' when {',' when}]
 *     when      = 'ok' | 'fail' | return without kind and names
 *               | '#' position of the outcome, from 1
 *     outcomes  = outcome {'|' outcome}
 *     outcome   = return ['!' | '?' | '~'] ['if' cond {'&' cond}]
 *     return    = 'void' | 'new'['.'kind] | 'fresh'['.'kind]
 *               | 'lent'['(' name ')'] | 'same(' name ')'
 *               | 'inner(' name ')' | 'slot(' name ',' name ')'
 *               | 'NULL' | 'nonnull' | 'value' | 'noreturn'
 *               | integer | integer '..' integer
 *               | '<0' | '<=0' | '>0' | '>=0' | '!=0'
 *     cond      = ['*'] name ('==' | '!=' | '<' | '>=') (integer | 'NULL')
 *               | 'exc' | '!exc'
 *     attr      = 'calls' ['(' ('keys' | 'numbers' | 'codecs') ')']
 *               | 'unstable' | 'anythread' | 'utf8'
 *               | ('detaches' | 'attaches') ['@' when {',' when}]
 *               | ('enters' | 'leaves') '.' kind ['@' when {',' when}]
 *               | 'since(' X.Y ')' | 'until(' X.Y ')'
 *               | 'fails(' cause {',' cause} ')'
 *               | 'format(' family ',' name ')'
 *               | 'makes(' type {',' type} ')'
 *     cause     = 'alloc' | 'type' | 'value' | 'user' | 'os' | 'early'
 *               | 'never'
 *     family    = 'parse' | 'parsekw' | 'build' | 'call' | 'unicode'
 *               | 'unpack' | 'objects' | 'pack'
 *     type      = 'int' | 'smallint' | 'float' | 'complex' | 'str' | 'utf8'
 *               | 'bytes' | 'bytearray' | 'list' | 'tuple' | 'dict' | 'set'
 *               | 'capsule' | 'module' | 'subclass'
 *
 * makes: the types that the returned object can have; the very types, if
 * `subclass` is not among them.  smallint: an int that an integer of C holds,
 * or a bool; utf8: a str that UTF-8 can encode; set: also a frozenset.
 *
 * format(F, p): the arguments behind the fixed ones hang on p.  It is the
 * format of Py_BuildValue and the like; unpack: the least number of
 * addresses, the most comes next; objects: the last before objects that end
 * with NULL; pack: the number of objects.
 *
 * `utf8` alone: the text that is returned is UTF-8, as names and messages of
 * a library in ASCII are, so that it always makes a str.
 *
 * `runs` marks a function pointer that is called where no thread state is
 * attached: `runs.thread` by a new thread, `runs` by a library, where the
 * program calls that library without the GIL.  `runs.end(p)` is one that is
 * called at the end to free p, `runs.jump` a place of setjmp() to go to.
 *
 * `enters.recursion` and `leaves.recursion` are a lock, or something else that
 * has to be left as often as it is entered, that belongs to no argument.
 *
 * A kind that is left out is "ref"; null, changes, nulls and fills take
 * none.  Only steals, retains, changes, runs and lends take a name.  No
 * outcomes: void.
 *
 * Marks of an outcome: '!' leaves an exception set, '?' perhaps sets one,
 * '~' leaves none set; no mark: the exception state stays as it was.
 * An outcome is a failure when it is marked '!', or is NULL, or is a
 * negative integer, or '<0'; @ok and @fail select by that.  When every
 * outcome would be a failure or none is, @ok/@fail is a parse error.
 *
 * A return after @ chooses every outcome that reads like it.  In a list of
 * whens only the first may be a word other than NULL: after a comma a word
 * is the next parameter.
 */
#ifndef REFAUDIT_CONTRACT_H
#define REFAUDIT_CONTRACT_H

#include "base.h"
#include "wire.h"

/* What happens to an argument.  The "cell" verbs speak of *arg. */
enum verb {
    VERB_NULL,     /* may be NULL (otherwise a NULL object pointer crashes) */
    VERB_STEALS,   /* one reference of the caller passes to the callee and
                      the object stays alive inside (name), else param 0 */
    VERB_RELEASES, /* one reference or the block of the caller is consumed */
    VERB_ACQUIRES, /* the caller gains one reference (Py_INCREF) */
    VERB_RETAINS,  /* the callee keeps a reference of its own */
    VERB_CHANGES,  /* its items, or the one at (name), may be released */
    VERB_RUNS,     /* a function: called later, where no thread state is
                      attached; kind thread: by a new thread */
    VERB_ESCAPES,  /* stored or passed on in ways the contract cannot say;
                      kind kept: the result points to it from then on */
    VERB_GIVES,    /* cell: *arg becomes a new owned resource; for kind
                      buffer the struct that arg points to is the resource */
    VERB_LENDS,    /* cell: *arg becomes borrowed, from (name) if given;
                      kind inner: a pointer into that object */
    VERB_REPLACES, /* cell: the owned *arg is consumed, a new one stored */
    VERB_CLEARS,   /* cell: the owned *arg, if any, is consumed, then NULL */
    VERB_NULLS,    /* cell: *arg becomes NULL */
    VERB_FILLS,    /* cell: *arg is overwritten with something unowned */
    VERB_PAIRS,    /* cell: arg[0] and arg[1] each become a new owned
                      resource */
    VERB_COUNT
};

enum result {
    RESULT_VOID,
    RESULT_NEW,   /* a new reference or block, owned by the caller */
    RESULT_FRESH, /* new, and nobody else refers to it yet */
    RESULT_LENT,  /* borrowed; `param` lends it, -1: the interpreter */
    RESULT_SAME,  /* the argument `param` itself */
    RESULT_INNER, /* pointer into memory that `param` owns */
    RESULT_SLOT,  /* address of item `index` of container `param` */
    RESULT_NULL,
    RESULT_NONNULL, /* a pointer that is not NULL, unowned */
    RESULT_VALUE,   /* any number or unowned pointer */
    RESULT_RANGE,   /* an integer in lo..hi */
    RESULT_NOTZERO, /* an integer other than 0 */
    RESULT_NORETURN,
};

enum exc_effect {
    EXC_KEEP,  /* as before the call */
    EXC_SET,   /* '!' */
    EXC_MAYBE, /* '?' */
    EXC_NONE,  /* '~' */
};

/* Why a call can fail; a set.  Decides how likely a path is. */
enum cause {
    CAUSE_ALLOC = 1, /* out of memory */
    CAUSE_TYPE = 2,  /* an argument of the wrong type */
    CAUSE_VALUE = 4, /* an argument out of range, missing key... */
    CAUSE_USER = 8,  /* Python code that the call runs raises */
    CAUSE_OS = 16,   /* the operating system or a library says no */
    CAUSE_NEVER = 32,
    CAUSE_NONE = 64,   /* inferred outcomes: nothing has to fail */
    CAUSE_EARLY = 128, /* what it asks for was not made yet */
};

enum compare { COMPARE_EQ, COMPARE_NE, COMPARE_LT, COMPARE_GE };
enum cond_kind { COND_PARAM, COND_EXC, COND_NOEXC };

struct cond {
    enum cond_kind kind;
    int param; /* COND_PARAM */
    bool cell; /* *param, as it was before the call */
    enum compare compare;
    bool null; /* compared with NULL rather than `number` (which is 0) */
    int64_t number;
};

/* What one outcome of several does to the thread state. */
enum turn {
    TURN_NONE,
    TURN_DETACHES,
    TURN_ATTACHES,
    TURN_UNKNOWN, /* callers cannot tell it from one that does otherwise */
};

struct outcome {
    enum result result;
    enum exc_effect exc;
    sym kind;       /* RESULT_NEW, RESULT_FRESH: "ref", "mem", ... */
    int param;      /* LENT, SAME, INNER, SLOT; RANGE, inferred: it is the
                       size of that argument; -1 none */
    int index;      /* SLOT */
    int64_t lo, hi; /* RESULT_RANGE */
    const struct cond *conds;
    size_t n_conds;
    /* Inferred, and not part of the text: */
    unsigned fails; /* what fails on the way here; 0: as the contract says */
    sym global;     /* the result is this variable's address, or NULL */
    bool found;     /* LENT, NONNULL, VALUE: was read from memory, as callers
                       could */
    sym field;      /* LENT: from this field of `param`, */
    int64_t offset; /* which lies there */
    bool pure;      /* nothing that others see was written on the way */
    bool doubt;     /* callers cannot tell whether they own the result */
    bool behind;    /* SAME: what *param held before the call */
    bool given;     /* INNER: of the object that *param becomes */
    bool placed;    /* NONNULL: made here, and something else may have it */
    enum turn turn; /* where `thread_mixed`; UNKNOWN is not part of the text */
};

#define CONTRACT_MAX_OUTCOMES 32
#define WHEN_ALWAYS UINT32_MAX

struct effect {
    enum verb verb;
    sym kind;      /* "ref" unless the line says otherwise */
    int other;     /* holder or lender named in parentheses; -1 none */
    uint32_t when; /* bit i: holds in outcome i; WHEN_ALWAYS */
    bool known;    /* inferred, not part of the text: FILLS writes `number` */
    int64_t number;
    bool stale; /* likewise: CLEARS leaves the pointer as it was */
    bool typed; /* likewise: LENDS an object of a type that was tested */
    int moved;  /* likewise: CLEARS puts argument `moved` - 1 there; 0: NULL */
};

/* Inferred, not part of the text: on these ways out the field of the struct
   that the argument points to has a reference or block of its own, which is
   the caller's to release; or NULL. */
struct param_part {
    sym name; /* of the field */
    int64_t offset;
    sym kind; /* NULL: the field is NULL */
    uint32_t when;
};

struct param {
    sym name; /* "..." for the variable rest, always last */
    const struct effect *effects;
    size_t n_effects;
    uint32_t doubt; /* inferred, not part of the text: outcomes that callers
                       cannot tell from others that do something else */
    const struct param_part *parts;
    size_t n_parts;
    bool reads; /* likewise: what the fields of the struct hold stays there */
    bool ignored; /* likewise: the function never looks at it */
    bool text;    /* not part of the text: "%s", which is read up to its end */
};

struct version {
    int major, minor; /* {0, 0}: no bound */
};

enum thread_effect {
    THREAD_NEEDED,   /* needs an attached thread state; the default */
    THREAD_ANY,      /* 'anythread' */
    THREAD_DETACHES, /* leaves none attached */
    THREAD_ATTACHES,
};

/* The built-in types that are told apart; a set. */
enum object_type {
    OBJECT_INT = 1, /* that fits into an integer of C */
    OBJECT_FLOAT = 2,
    OBJECT_COMPLEX = 4,
    OBJECT_STR = 8, /* that UTF-8 can encode */
    OBJECT_BYTES = 16,
    OBJECT_BYTEARRAY = 32,
    OBJECT_LIST = 64,
    OBJECT_TUPLE = 128,
    OBJECT_DICT = 256,
    OBJECT_SET = 512,
    OBJECT_OTHER = 1024,
    OBJECT_DERIVED = 2048, /* a subclass, which can have methods of its own */
    OBJECT_CAPSULE = 4096, /* of the name that was asked for */
    OBJECT_LARGE = 8192,   /* an int that need not fit into one of C */
    OBJECT_MODULE = 16384,
    OBJECT_LONE = 32768, /* a str with surrogates that no UTF-8 has */
    OBJECT_ANY = 65535,
    OBJECT_WHOLE = OBJECT_INT | OBJECT_LARGE,
    OBJECT_TEXT = OBJECT_STR | OBJECT_LONE,
    OBJECT_NUMBER = OBJECT_WHOLE | OBJECT_FLOAT | OBJECT_COMPLEX,
    OBJECT_ATOM = OBJECT_NUMBER | OBJECT_TEXT | OBJECT_BYTES,
};

/* Something without a name that the thread enters or leaves. */
struct hold {
    sym kind; /* NULL: nothing */
    uint32_t when;
};

/* The only Python code that a call runs. */
enum seldom {
    SELDOM_NOT,     /* no such limit */
    SELDOM_KEYS,    /* __hash__ and __eq__ of keys */
    SELDOM_NUMBERS, /* __index__ and its like, of what is no number */
    SELDOM_CODECS,  /* a codec or error handler that somebody registered */
};

struct contract {
    sym name;
    const struct param *params;
    size_t n_params;
    const struct outcome *outcomes; /* at least one */
    size_t n_outcomes;
    bool unstable; /* what it lends, the lender can drop at any time */
    bool sole;     /* inferred, and not part of the text: nobody else refers to
                      what it gives, as far as the program goes */
    bool calls;    /* may run arbitrary Python code... */
    enum seldom seldom; /* ...but for most arguments runs none */
    enum thread_effect thread;
    bool thread_mixed; /* outcomes differ in what they do to the thread state,
                          see `turn` */
    struct hold enters, leaves;
    const char *needs; /* inferred, and not part of the text: the way to the
                          API function for which it is NEEDED, "warn() >
                          PyErr_WarnEx()"; or NULL */
    struct version since, until; /* until: the last version that has it */
    unsigned fails;              /* enum cause set; 0: not said */
    sym format;                  /* format family or NULL */
    int format_param;
    bool utf8;      /* the text that it returns is UTF-8 */
    unsigned makes; /* enum object_type set of the result; 0: not said */
    bool yields;    /* inferred, not part of the text: releases the GIL for a
                       while */
    bool jumps;     /* inferred, not part of the text: leaves by longjmp(), on
                       some way, for a place that is not its own */
    bool clobbers;  /* inferred, not part of the text: runs Python code without
                       a look at an exception that may be set */
    bool clobbers_first; /* likewise, and before anything is decided */
    sym raises; /* inferred, not part of the text: the only exception that it
                   sets, "PyExc_TypeError"; or NULL */
    uint32_t no_types;   /* likewise: what no object that it gives is an
                            instance of: a set of enum object_type */
    const char *touches; /* inferred, and not part of the text: the way to a
                            static variable that it writes without a lock,
                            "cached() > cache"; or NULL */
    uint32_t scribbles;  /* likewise: bit i: it writes, without a lock, to what
                            argument i points to */
    uint32_t looks_into; /* likewise: bit i: it borrows, without a lock, from
                            the container that argument i is... */
    sym looks_with;      /* ... with this function of the API */
    const char *note;    /* the comment lines right above it, "" if none */
    const char *where;   /* "file:line" it was read from, or NULL */
    bool shipped;        /* read from the model that ships with the program */
    bool guessed;        /* by what the program does with its like */
};

/* Where and why a text is not a contract. */
struct contract_error {
    int line, col; /* from 1 */
    const char *message;
};

/* One contract from text; NULL with *error filled when it is wrong. */
struct contract *contract_parse(arena *keep, symtab *syms, const char *text,
                                struct contract_error *error);

/* Canonical one-line text. */
const char *contract_print(arena *keep, const struct contract *c);

/* All of it, also what is no part of the text; see wire.h. */
void contract_wire(struct wire *w, symtab *syms, struct contract *c);

/* Eight hex digits that change with the canonical text. */
const char *contract_id(arena *keep, const struct contract *c);

bool contract_outcome_fails(const struct outcome *o);
/* What is of this kind is not the block itself: it is what a library has put
 * into a struct of the program, as into a z_stream. */
bool kind_lies_in_place(sym kind);
/* Some outcome leaves an exception set. */
bool contract_raises(const struct contract *c);
const char *verb_name(enum verb verb);
/* The grammar's word for one or more of the types, which are then taken out of
 * the set; NULL when it has no word for what is left. */
const char *object_type_next(unsigned *types);

/* ---- a model: many contracts, looked up by name and version ------------ */

struct model;

struct model *model_new(arena *keep, symtab *syms);

/* Add every contract of `text`; `path` is for messages.  Later additions
 * win over earlier ones of the same name and overlapping versions.
 * Returns false with *error filled; nothing of the text is then added. */
bool model_add(struct model *m, const char *path, const char *text,
               struct contract_error *error);

/* The contract in force for this version, or NULL. */
const struct contract *model_find(const struct model *m, sym name,
                                  struct version v);

/* Every contract in order of addition, also those of other versions. */
size_t model_count(const struct model *m);
const struct contract *model_at(const struct model *m, size_t i);

/* The text of the contracts that ship with the program (NUL-terminated,
 * made from runtime-model/ *.api at build time): i counts from 0, NULL
 * after the last; *path gets the file's name. */
const char *model_builtin(size_t i, const char **path);

/* What the audit found out about a contract (runtime-model/audit/): the
 * clauses that it proved by calls of real interpreters. */
struct proof {
    bool changed;         /* the line is not what was audited */
    const char *versions; /* "3.8 3.9", NULL: proved on none */
    const char *clauses;  /* of these; or why it was not tried */
};

/* False when the audit says nothing about a function of this name. */
bool contract_proof(arena *keep, const struct contract *c, struct proof *out);

/* The text of runtime-model/proofs.tsv. */
const char *proofs_builtin(void);

/* A call through a format string. */
struct format_call {
    const char *format; /* for `unpack` "O|O" or the like */
    size_t n_args;      /* all arguments of the call */
    struct version version;
    bool ssize_clean; /* PY_SSIZE_T_CLEAN is defined */
    uint64_t given;   /* bit i: a converter fills what argument i points to
                         with something new... */
    const sym *kinds; /* ...of this kind; NULL: references, all of them */
    uint64_t or_null; /* bit i: ...or makes it NULL */
    uint64_t literal; /* bit i: argument i is a constant */
    uint64_t null;    /* bit i: what argument i points to is NULL before */
    uint64_t left;    /* bit i: which it does not take back when a later
                         unit fails */
};

/* The call as an ordinary contract with one param per argument; `c` has a
 * format, other than of objects or pack.  NULL with *problem (static or in
 * keep) when the format is malformed or does not fit the arguments. */
const struct contract *contract_expand(arena *keep, symtab *syms,
                                       const struct contract *c,
                                       const struct format_call *call,
                                       const char **problem);

#endif
