/* The engine: explores every function of the program path by path, applies
 * contracts, infers the contracts of the program's own functions, and tells
 * an event sink what happens to each tracked value.  Knows no rule.
 */
#ifndef REFAUDIT_ENGINE_H
#define REFAUDIT_ENGINE_H

#include "contract.h"
#include "ir.h"

/* ---- what is analysed ---- */

struct program; /* units, their call graph and entry points */

struct program *program_new(arena *keep, symtab *syms,
                            const struct model *model, struct version python);
/* Unit and hash must outlive the program.  The hash is of all that the unit
 * says, NULL when nothing is to be recalled. */
void program_add(struct program *p, const struct unit *u, const char *hash);

/* ---- events ---- */

enum event_kind {
    EVENT_LOST,     /* the last handle on something owned is gone */
    EVENT_RELEASE,  /* a reference or block is about to be released */
    EVENT_STEAL,    /* a reference is about to pass to a stealing parameter */
    EVENT_USE,      /* a pointer is about to be followed, by the code itself
                       or by a callee that does not accept NULL */
    EVENT_RETURN,   /* the function is about to return */
    EVENT_STORE,    /* a value is about to be stored in a field or global */
    EVENT_KEPT,     /* a field that tp_dealloc releases is about to be left
                       with a value, or its object is being released */
    EVENT_CALL,     /* an API function is about to be called */
    EVENT_TYPE,     /* a question about a type was answered: event->type */
    EVENT_FORMAT,   /* a call was compared with its format: event->format */
    EVENT_TABLE,    /* a row of a table was looked at: event->table */
    EVENT_CLAIM,    /* a function was compared with what is said of it:
                       event->claim */
    EVENT_BORROW,   /* a call is about to lend what a container holds, the
                       subject: other threads may change it meanwhile */
    EVENT_EXCHANGE, /* what a field of an argument holds, the subject is its
                       address, is about to be replaced and released, or to be
                       made because there is nothing */
    EVENT_YIELD,    /* the call is about to release the GIL, perhaps to take it
                       back before it returns */
    EVENT_STATIC,   /* a static variable, the subject is its address, is about
                       to be written while the program runs */
    EVENT_UNSET,    /* the subject, made here, is about to be released with a
                       field that tp_dealloc releases and nobody has set */
    EVENT_UNGUARDED, /* a block that a field of the object holds, and a method
                        frees, is about to be used without the GIL or a lock */
    EVENT_RELOCK,    /* a lock is about to be taken that the thread holds */
    EVENT_KIND_COUNT
};

/* Where a value came from. */
enum origin {
    ORIGIN_UNKNOWN,
    ORIGIN_NEW,    /* made for this function by a call */
    ORIGIN_LENT,   /* lent by a call */
    ORIGIN_PARAM,  /* came in as an argument */
    ORIGIN_FIELD,  /* read from memory that this function does not own */
    ORIGIN_ITEM,   /* read from a slot of a container */
    ORIGIN_GLOBAL, /* read from a global variable */
    ORIGIN_STATIC, /* address of a static object (None, a type...) */
};

/* What has become of a borrowed value, as far as is known. */
enum peril {
    PERIL_NONE,
    PERIL_SHAKEN,   /* Python code ran that may have made the lender drop it */
    PERIL_CHANGED,  /* the lender has dropped it */
    PERIL_RELEASED, /* this function has released the lender */
};

enum null_state { NULL_UNKNOWN, NULL_NEVER, NULL_IS };
enum exc_state { EXC_STATE_NONE, EXC_STATE_SET, EXC_STATE_MAYBE };
enum thread_state { THREAD_ATTACHED, THREAD_DETACHED, THREAD_UNKNOWN };

/* How the last handle was lost. */
enum loss {
    LOSS_RETURN,      /* the function returned */
    LOSS_OVERWRITTEN, /* its variable got another value */
    LOSS_IGNORED,     /* nobody kept the result of the call */
    LOSS_SCOPE,       /* the block of its variable ended */
    LOSS_HOLDER,      /* the memory block that held it was freed */
    LOSS_REALLOC,     /* its only pointer got the NULL of a failed realloc */
};

enum confidence { CONFIDENCE_CERTAIN, CONFIDENCE_LIKELY, CONFIDENCE_POSSIBLE };
enum trigger {
    TRIGGER_ANY_CALL,
    TRIGGER_BAD_INPUT,
    TRIGGER_HOSTILE_OBJECT,
    TRIGGER_OTHER_THREAD,
    TRIGGER_API_FAILURE,
    TRIGGER_MODULE_INIT, /* a leak, once per process */
    TRIGGER_OUT_OF_MEMORY,
};

/* What is known of a value before the op of the event. */
struct subject {
    sym kind;         /* resource kind: "ref", "mem", "buffer"...; NULL when
                         it is not (known to be) a resource */
    const char *name; /* "list", "self->items"; NULL when it has none */
    enum origin origin;
    enum null_state null;
    int owned;       /* references or blocks this function answers for */
    int held;        /* of those, how many sit in memory that outlives the
                        function (fields, globals, out-parameters) */
    bool escaped;    /* passed where we cannot follow: judge nothing */
    bool released;   /* this function released its last one */
    bool given;      /* this function's last one was stolen or stored */
    bool sole;       /* nobody else has had a reference */
    bool kept_alive; /* somebody else is known to keep it alive */
    bool immortal;   /* its count does not matter in this version */
    sym maker;       /* function whose result it is, or NULL */
    bool absent;     /* the NULL of an argument that was not passed */
    const struct op *born;        /* NULL for parameters */
    unsigned part;                /* which of the things that `born` made */
    const struct op *released_at; /* last release or steal, or NULL */
    sym released_by;              /* callee of released_at, or NULL */
    bool oom_only;                /* null only when memory ran out */
    bool doubt;         /* a helper did something to it that its callers cannot
                           tell from other things that it does */
    bool frees_itself;  /* freeing what it lies in takes care of it */
    int keepers;        /* fields that got it and will release it */
    const char *keeper; /* one of them: "self->config" */
    const char *keeper_end; /* who releases it: "tp_dealloc", "ctx_free()" */
    bool unset;             /* a variable that never got a value */
    bool inner;             /* points into the memory of the lender */
    const char *keeps;      /* a variable of the function's stack that the
                               object points to, or NULL */
    enum peril peril;       /* of a borrowed value or an inner pointer */
    const char *lender;     /* its name, or NULL */
    const struct op *peril_at; /* what put it in peril */
};

/* ---- types -------------------------------------------------------------- */

/* What is asked of a type. */
enum aspect {
    ASPECT_TRAVERSE,     /* is the field visited? */
    ASPECT_CLEAR,        /* is the field cleared by tp_clear? */
    ASPECT_DEALLOC,      /* is the field released by tp_dealloc? */
    ASPECT_UNTRACK,      /* untracked before fields are released? */
    ASPECT_TYPE_VISIT,   /* does tp_traverse visit the heap type? */
    ASPECT_TYPE_RELEASE, /* does tp_dealloc release the heap type? */
    ASPECT_COLLECTED,    /* has the type Py_TPFLAGS_HAVE_GC? */
    ASPECT_TRACK,        /* tracked only once all fields are set? */
    ASPECT_FREE,         /* freed by the function it needs? */
    ASPECT_CONSTANT,     /* does tp_traverse leave the counts alone? */
    ASPECT_RESET,        /* is the field reset after its release? */
    ASPECT_ORDER,        /* is the field reset before its release? */
    ASPECT_REPLACE,      /* is the old value released before a store? */
    ASPECT_EMPTY,        /* does tp_dealloc mind that the field is NULL? */
    ASPECT_DISPOSE,      /* does tp_dealloc free the instance at all? */
    ASPECT_CYCLE,        /* can cycles through instances be collected? */
    ASPECT_FINALIZE,     /* does tp_dealloc mind finalizers? */
    ASPECT_MAKE,         /* made by the function it needs? */
    ASPECT_STATE,        /* is there room for the state of the module? */
    ASPECT_READY,        /* is the static type made ready before use? */
    ASPECT_FAMILY,       /* does what a field, of any struct, or a variable
                            holds go back to where it came from? */
};

enum answer { ANSWER_NO, ANSWER_YES, ANSWER_UNKNOWN };

/* Why a type without garbage collection should have it. */
enum need {
    NEED_NONE,
    NEED_TRAVERSE,  /* it has a tp_traverse */
    NEED_SETTABLE,  /* Python code can store any object in the field */
    NEED_TARGET,    /* the field holds instances of `detail` that can */
    NEED_FIELD,     /* the field holds an object given at creation */
    NEED_HEAP_TYPE, /* it refers to its own type */
    NEED_DICT,      /* the interpreter keeps a dictionary for it */
    NEED_TRACK,     /* it has it, but instances are never tracked */
};

/* What is wrong with a cycle or with the end of an instance. */
enum harm {
    HARM_NONE,
    HARM_DEL,           /* CYCLE: tp_del: the collector leaves it alone */
    HARM_BOUND,         /* CYCLE: holds something bound to itself for good */
    HARM_HIDDEN,        /* CYCLE: tp_traverse does not show this field */
    HARM_UNTRACKED,     /* CYCLE: a member without garbage collection */
    HARM_KEPT_CALLBACK, /* CYCLE: as argument of a callback, by `detail` */
    HARM_KEPT_CAPSULE,  /* CYCLE: in a capsule of its own */
    HARM_KEPT_GLOBAL,   /* CYCLE: in the global variable `detail` */
    HARM_REGISTERED,    /* CYCLE: in the container `detail`, until the end */
    HARM_RESURRECTED,   /* FINALIZE: goes on with a revived instance */
    HARM_TORN,          /* FINALIZE: the finalizer finds released fields */
    HARM_NOT_FINALIZED, /* FINALIZE: tp_finalize is not called */
    HARM_HANDED_OUT,    /* FINALIZE: the dying instance is passed on */
    HARM_PLAIN,         /* FINALIZE: untracked, but without a header */
    HARM_LEFT_OUT,      /* FINALIZE: a revived instance is not tracked */
    /* FINALIZE, of the trashcan: */
    HARM_TRASH_TRACKED, /* begins while the instance is tracked */
    HARM_TRASH_PLAIN,   /* the type has no garbage collection */
    HARM_TRASH_OTHER,   /* begins for `detail`, not for this tp_dealloc */
    HARM_TRASH_OPEN,    /* a way out does not end it */
    HARM_TRASH_AFTER,   /* the instance is torn down after its end */
};

struct type_view {
    enum aspect aspect;
    enum answer answer;
    const char *name;          /* "spam.Foo" */
    const char *variable;      /* of the PyTypeObject or PyType_Spec */
    const char *slot;          /* function in the slot; NULL: none */
    const char *field;         /* "in.items", or NULL */
    sym kind;                  /* DEALLOC: of the field's block; NULL: ref;
                                  FAMILY: of what is stored */
    sym other_kind;            /* FAMILY: of what it is released as */
    bool is_atom;              /* holds strings, numbers... only */
    bool is_stored;            /* an owned reference is seen to be stored */
    bool is_settable;          /* Python code can replace it at any time */
    bool on_some_way;          /* DEALLOC: the answer holds on some way only */
    bool of_module;            /* the "type" is the state of a module */
    bool is_weaklist;          /* DEALLOC: the list of weak references */
    bool twice;                /* TYPE_RELEASE: on some way; CONSTANT: visited
                                  more often than it is owned; TRACK: after
                                  `used` has tracked it */
    bool is_static;            /* TYPE_RELEASE: nobody counts for it */
    const char *base;          /* TRAVERSE, CLEAR, DEALLOC: a type whose slot
                                  should be called; NULL: about a field */
    enum need need;            /* COLLECTED */
    const char *used, *wanted; /* FREE: functions; CONSTANT, MAKE, FAMILY:
                                  used; STATE: m_size */
    enum harm harm;            /* CYCLE, FINALIZE */
    const char *snippet;       /* Python code that shows it, or NULL */
    const char *detail;        /* a function, or the cycle as a path; FAMILY:
                                  the function at the other end; STATE: what
                                  it is used as */
};

/* ---- formats and tables ------------------------------------------------- */

enum format_fault {
    FORMAT_SOUND,
    FORMAT_OPAQUE,    /* the format is not known */
    FORMAT_MALFORMED, /* `problem` */
    FORMAT_TOO_FEW,   /* arguments: n_given for n_wanted */
    FORMAT_TOO_MANY,
    FORMAT_MISMATCH,   /* `unit` wants `wanted`, the argument is `given` */
    FORMAT_OVERRUN,    /* likewise, but a cast hides it */
    FORMAT_NULL,       /* NULL where something is written */
    FORMAT_CONSTANT,   /* an int constant for something wider */
    FORMAT_NAMES,      /* n_given keywords for n_wanted units */
    FORMAT_NAMES_OPEN, /* no NULL ends the list of keywords */
    FORMAT_NAMES_HOLE, /* an empty keyword after one that is not */
    FORMAT_BOUNDS,     /* the least is more than the most */
    FORMAT_NO_END,     /* no NULL ends the objects */
    FORMAT_NO_TUPLE,   /* what is parsed is the argument of a `wanted` method,
                          which is no tuple */
    FORMAT_TEMPORARY,  /* borrowed from a sequence that makes its items */
    FORMAT_UNSET,      /* the variable `given` is read though the call need
                          not write it: it needs `wanted` */
};

struct format_view {
    enum format_fault fault;
    bool parses;          /* else something is built */
    const char *function; /* "PyArg_ParseTuple" */
    const char *format;   /* NULL: there is none */
    const char *unit, *wanted, *given, *problem;
    size_t n_given, n_wanted;
};

enum table_fault {
    TABLE_SOUND,
    TABLE_OPAQUE,   /* a function or flags that are not seen */
    TABLE_NO_END,   /* no row of zeros ends the table */
    TABLE_FLAGS,    /* `given`: no such combination of METH_ flags */
    TABLE_TOO_MANY, /* the function takes more than the slot passes */
    TABLE_TOO_FEW,  /* fewer: harmless on most machines */
    TABLE_ARGUMENT, /* argument n_given is `given`, the slot passes `wanted` */
    TABLE_RESULT,   /* the result is `given`, the slot expects `wanted` */
    TABLE_MEMBER,   /* the member is `given`, the row says `wanted` */
    TABLE_SIZE,     /* instances of `row` have n_given bytes, of which the
                       function uses n_wanted */
    TABLE_NO_KEYWORDS,    /* takes keywords and never looks at them */
    TABLE_NEVER_DECLINES, /* a comparison that knows every operand */
};

struct table_view {
    enum table_fault fault;
    const char *table;    /* variable */
    const char *row;      /* "get_item", or NULL */
    const char *slot;     /* "METH_O", "tp_dealloc" */
    const char *function; /* in the slot, or NULL */
    const char *wanted, *given;
    size_t n_given, n_wanted;
};

/* What an annotation or a user's contract line says of a function that has
 * a body. */
enum claim_fault {
    CLAIM_TRUE,
    CLAIM_OPEN,      /* the body does not tell */
    CLAIM_MALFORMED, /* `problem` */
    CLAIM_NEW,       /* says that the result is new; it is borrowed */
    CLAIM_BORROWED,  /* says that it is borrowed; it is new */
    CLAIM_STEALS,    /* says that `param` is stolen; it is left alone */
    CLAIM_KEEPS,     /* says nothing of the sort; `param` is consumed */
    CLAIM_RAISES,    /* says that failure sets an exception; it does not */
};

struct claim_view {
    enum claim_fault fault;
    const char *text;  /* the annotation or line */
    const char *where; /* file and line; NULL: an annotation */
    const char *function;
    const char *param, *problem;
};

/* Does a call lose an exception that is set before it? */
enum clobber {
    CLOBBER_NO,
    CLOBBER_PERHAPS, /* on some paths, or for objects of unusual types */
    CLOBBER_YES,
};

/* Can several threads be in the function with the same object? */
enum sharing {
    SHARING_UNKNOWN,
    SHARING_NOT,    /* at its end, or before anybody else has it */
    SHARING_SELDOM, /* when it is initialised again */
    SHARING_HELPER, /* called by such a function */
    SHARING_POLICY, /* likewise, and others in its file lock */
    SHARING_METHOD, /* Python calls it */
};

struct event {
    enum event_kind kind;
    const struct type_view *type; /* TYPE */
    const char *field;            /* UNSET; KEPT: the variable that has it for
                                     longer than the call, or NULL */
    bool holds_null;              /* UNSET: and the field is NULL */
    bool holds_block;             /* UNSET: tp_dealloc frees what it holds */
    sym by; /* UNGUARDED: the method, or its helper; BORROW: the call by
               which a helper borrows, or NULL */
    const struct format_view *format; /* FORMAT */
    const struct table_view *table;   /* TABLE */
    const struct claim_view *claim;   /* CLAIM */
    const struct unit *unit;
    const struct func *func;
    const struct op *op;
    struct subject subject;        /* RETURN: the value; CALL: unused */
    enum loss loss;                /* LOST */
    const struct contract *callee; /* of op when it is a call, or NULL */
    int arg;                       /* argument number of the subject, -1 */
    sym release_kind;              /* RELEASE: family of the releasing call */
    enum exc_state exc;
    bool exc_unknown;     /* `exc` is what the function was entered with */
    enum clobber clobber; /* CALL */
    bool counts;          /* STORE: into the reference count of the subject */
    enum thread_state thread;
    sym registrar; /* the function is still detached as it was entered: it
                      was given to this function as a callback, or is
                      in this "struct.field" */
    bool locked;   /* BORROW, EXCHANGE, STATIC: a critical section or mutex is
                      held,   or may be */
    bool detached; /* LOST: of a thread state: the function that Python calls
                      returns while it is released, whoever has the token */
    const char *flag; /* CALL: through a pointer, of which this variable says
                         that it needs the API, or may say so; or NULL */
    bool tracked; /* YIELD: in a destructor, before PyObject_GC_UnTrack() */
    enum sharing sharing; /* EXCHANGE */
    bool makes;           /* EXCHANGE: what was missing */
    const char *full; /* STEAL: the container, which holds something at this
                         index already that nothing releases; or NULL */
    const struct contract *entry; /* contract that func must fulfil towards
                                     Python (slot or method), or NULL */
    bool at_import;               /* runs once, while the module is imported */
    bool many_interpreters;       /* the program is made for several */
    bool entry_guessed;           /* entry taken from the signature alone */
    bool returns_object;          /* func returns an object pointer */
    bool differs;                 /* RETURN: others of a helper give a
                                     reference, this one lends */
    bool silent;                  /* RETURN: of a helper that failed without an
                                     exception, for which its callers wait */
    bool raised;                  /* RETURN: others of a helper give the same
                                     without an exception, and failures with
                                     one */
    bool returns_number;          /* RETURN: value known to be in lo..hi */
    int64_t lo, hi;
    enum confidence confidence;
    enum trigger trigger;
    const struct trace *trace; /* for engine_path() */
    uint32_t value;            /* for engine_path() */
};

/* ---- the way there ---- */

enum step_kind {
    STEP_CALL,   /* a call took one of its outcomes */
    STEP_BRANCH, /* a condition was found true or false */
    STEP_STORE,  /* the subject went into a field or global */
    STEP_LOAD,   /* the subject was read from memory */
    STEP_EVENT,  /* the event itself; always last */
};

struct step {
    enum step_kind kind;
    const struct unit *unit;
    const struct func *func;
    const struct op *op;
    const struct contract *callee; /* CALL, when known */
    int outcome;                   /* CALL: index in callee, -1 unknown */
    bool taken;                    /* BRANCH */
    bool about_subject;            /* changes or tests the subject */
    bool born;                     /* the subject came to be here */
    int owned;                     /* of the subject, after the step */
    enum exc_state exc;            /* after the step */
    const char *name;              /* the subject's name after the step */
};

/* The steps that lead to e, oldest first, in keep. */
const struct step *engine_path(arena *keep, const struct event *e,
                               size_t *n_steps);

/* ---- running ---- */

enum engine_status {
    ENGINE_ANALYSED,
    ENGINE_BUDGET,      /* gave up: too many states */
    ENGINE_UNSUPPORTED, /* not lowered */
    ENGINE_SKIPPED,     /* the caller asked for that */
};

struct engine_result {
    const struct unit *unit;
    const struct func *func;
    enum engine_status status;
    const char *reason;
    unsigned states;                /* explored (block, state) nodes */
    const struct contract *summary; /* NULL: unknown */
};

/* A field of a type's instances that holds an object. */
struct type_field {
    const char *path; /* "in.items" */
    uint64_t offset;
    const char *owner, *holds; /* for people */
    const char *target;        /* variable of the type it holds, or NULL */
    bool settable;             /* Python code can replace it at any time */
    bool can_cycle;            /* what it owns can refer to others */
    bool in_cycle;             /* declared types lead back to this one */
    enum answer visited, cleared, released; /* by the three slots */
};

#define TYPE_INFO_SLOTS 9

/* A type as the runtime will see it, or the state of a module. */
struct type_info {
    const struct unit *unit;
    struct loc loc;
    const char *name;     /* "spam.Foo" */
    const char *variable; /* of the PyTypeObject, PyType_Spec... */
    const char *kind;     /* "static", "heap", "module" */
    const char *base;     /* or NULL: object; "?": not known */
    const char *flags;    /* "HAVE_GC BASETYPE" */
    const char *record;   /* struct of an instance, or NULL */
    const char *verdict;  /* what the collector makes of instances */
    struct {
        const char *name, *function; /* function: NULL when there is none */
    } slots[TYPE_INFO_SLOTS];
    const struct type_field *fields;
    size_t n_fields;
};

struct engine_sink {
    void *data;
    /* About to explore; returning false skips the function.  May be NULL. */
    bool (*begin)(void *data, const struct unit *, const struct func *);
    /* Valid only during the call. */
    void (*event)(void *data, const struct event *);
    void (*end)(void *data, const struct engine_result *);
    void (*type)(void *data, const struct type_info *); /* or NULL */
    /* The states of each function, as text.  May be NULL. */
    void (*states)(void *data, const char *text);
    /* What an earlier run gave remember() under this key, or NULL; then the
       events of these functions are as they were, and are not told again.
       Both or none. */
    const char *(*recall)(void *data, const char *key, size_t *n);
    void (*remember)(void *data, const char *key, const char *bytes, size_t n);
};

struct engine_options {
    unsigned max_states; /* per function; 0: the default */
};

/* Explore every function once, callees before callers. */
void engine_run(struct program *p, const struct engine_options *o,
                const struct engine_sink *sink);

/* Python-level name ("spam.make_pair", "Spam.tp_dealloc") or NULL. */
const char *program_py_name(const struct program *p, const struct func *f);

#endif
