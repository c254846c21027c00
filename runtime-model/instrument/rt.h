/* Private to the companion runtime: what its files tell each other.
 *
 * The runtime lives in somebody else's Python process.  It links libc only,
 * knows no Python header (one build serves every version) and keeps all its
 * own memory in mappings that its own scan of memory leaves out.
 */
#ifndef REFRT_RT_H
#define REFRT_RT_H

#include "interpreter.h"
#include "protocol.h"

#include <assert.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* ---- plan.c ---- */

enum family {
    FAMILY_NONE,
    FAMILY_RAW, /* these three: 1 + the number of CPython's domain */
    FAMILY_MEM,
    FAMILY_OBJ,
    FAMILY_MALLOC,
    FAMILY_COUNT
};

enum api_result {
    API_OTHER,
    API_NEW,
    API_LENT,
    API_BLOCK,
    API_INT,
    API_POINTER,
    API_VOID,
    API_DOUBLE
};

enum api_fail { FAIL_NEVER, FAIL_NULL, FAIL_MINUS };
enum api_thread { API_NEEDS, API_ANY, API_DETACHES, API_ATTACHES };

struct api {
    const char *name;
    enum api_result result;
    enum family family; /* API_BLOCK */
    enum api_fail fail;
    enum api_thread thread;
    bool raises;   /* its failure sets an exception */
    bool tells;    /* ... and without one it is none */
    bool raiser;   /* it is there to set one */
    bool alloc;    /* allocation is among the causes of failure */
    bool consumes; /* takes something also when it fails */
    bool watched;  /* its arguments or its result are looked at */
    bool clobbers; /* an exception that is set is lost in it, perhaps */
    bool clock;    /* libc's: can stand still */
    bool hands;    /* hands a table of entries to Python */
    enum asks {
        ASKS_NOT,
        ASKS_OBJECT, /* object, name */
        ASKS_TEXT,   /* ... which is a C string */
        ASKS_SWAPPED,
        ASKS_KEY, /* mapping, key */
        ASKS_KEY_TEXT
    } asks; /* for something by its name */
    enum { TRADES_NOT, TRADES_OK, TRADES_ALWAYS, TRADES_SOME } trades;
    unsigned traded, given; /* bits: arguments; that point to an object */
    unsigned steals;        /* bits: arguments that it takes over */
    enum family releases;
    int released; /* the argument */
    struct hook *hook;
};

enum grade { GRADE_NATURAL, GRADE_GENUINE, GRADE_LATE, GRADE_SYNTHETIC };

#define NTH_LAST UINT_MAX

struct trial {
    const char *id, *proc, *entry, *site;
    unsigned ordinal, nth;
    enum grade grade;
    bool deletes;       /* an attribute: another call than that of the user */
    bool again;         /* __init__() on the same instance each time */
    bool varies;        /* another argument, which `nth` says */
    bool other;         /* genuine, but not for want of memory */
    const char *setter; /* `deletes` by this one, or NULL: the entry's own */
    bool ends;          /* only the instances count, and how they end */
    struct trial *next; /* of the same entry */
};

struct plan {
    bool owners; /* what is lost or released is traced to its line */
    bool replay, watch_boundary, watch_thread, watch_gc;
    const char *log;
    const char **objects, **trees;
    size_t n_objects, n_trees;
    unsigned contexts, warm, measured, limit, jobs;
    unsigned budget; /* seconds for all experiments, 0: any time */
    struct api *apis;
    size_t n_apis;
    struct trial *trials;
    size_t n_trials;
    struct kept {
        const char *proc;
        unsigned life;
    } *lives;
    size_t n_lives;
};

extern struct plan plan;

/* False with a text in *why. */
bool plan_read(const char *path, const char **why);
struct api *plan_api(const char *name);
bool plan_wants(const char *path);
/* How the instance with that number came to be has to be known. */
bool plan_keeps(unsigned life);
const char *family_name(enum family f);
const char *grade_name(enum grade g);

/* ---- memory.c: memory of our own ---- */

/* Zeroed, never freed, left out of every scan; dies when there is none. */
void *own_get(size_t size);
char *own_text(const char *text);
/* Zeroed, and the same for all forks; dies when there is none. */
void *shared_map(size_t size);
bool shared_has(uintptr_t address);
/* Address space that is only used as far as it is touched. */
void *own_map(size_t size, uintptr_t hint);
/* From `address` on: where memory of ours ends if it is ours, else where the
 * next of ours begins, at most `high`; *ours says which. */
uintptr_t own_boundary(uintptr_t address, uintptr_t high, bool *ours);
/* The memory that the runtime itself was loaded into. */
void own_exclude_self(void);

/* ---- log.c ---- */

void log_begin(const char *path);
bool log_owns(int fd);
/* One record: fields end with NULL; the pid is put in. */
void log_record(const char *type, ...);
/* From true to false, records of this process are written together. */
void log_hold(bool on);
/* Into one of a few rotating buffers. */
const char *text_number(uint64_t n);
const char *text_hex(uint64_t n);
extern char process_name[64]; /* PROC */
void process_begin(void);
/* Around a fork that is none of the user's: it does not count. */
void process_own_fork(bool on);

/* ---- objects.c: instrumented shared objects ---- */

struct segment {
    uintptr_t low, high;
    bool write, execute;
};

#define MOST_SEGMENTS 12

struct loaded {
    const char *path;
    char id[20];
    uintptr_t base;
    struct segment segments[MOST_SEGMENTS];
    size_t n_segments;
    const uintptr_t *taken; /* functions whose address its code uses; sorted */
    size_t n_taken;
    struct loaded *next;
};

/* To be called before Python loads it. */
void loaded_open(const char *path, int flags);
/* Whether its own code may compare something with that function. */
bool loaded_takes(uintptr_t address);
/* The instrumented object in whose code the address lies. */
const struct loaded *loaded_of(uintptr_t address);
/* OBJECT+0xOFFSET, or the name of the file it lies in, or "-". */
const char *text_address(uintptr_t address);
/* The instrumented object whose id is the beginning of a SITE. */
const struct loaded *loaded_named(const char *site);
bool make_writable(void *p, size_t size);
/* Of code, in a process that is there for that. */
bool code_writable(void *p);

/* ---- hook.c: the stubs ---- */

enum hook_kind { HOOK_API, HOOK_ENTRY };

/* How an entry is called and what it gives. */
struct entry_kind {
    const char *name;
    char result;      /* 'o' object, 'i' int, 'n' Py_ssize_t or Py_hash_t */
    const char *args; /* o object or NULL, n number, a array and its length, p
                         pointer, t type, k keyword names */
    /* Python makes this call once in a process: what the second leaves of
     * the first is no defect. */
    bool once;
    bool silent; /* NULL without exception is an answer */
};

#define MOST_WAYS 64

struct hook {
    enum hook_kind kind;
    function target;
    function stub;
    struct api *api; /* HOOK_API */
    /* HOOK_ENTRY */
    const struct entry_kind *entry;
    bool sets_up;     /* it is a tp_init */
    const char *name; /* what Python calls it */
    const char *id;   /* ENTRY */
    unsigned calls;
    unsigned reported; /* bits: what was already said about it */
    /* The last types of which there is no more to say. */
    const struct type *told_self, *told_result;
    /* The last tp_new of an instance that is one of the extension's. */
    function own_new;
    const struct type *foreign; /* the last one of a result that is not */
    unsigned stuck;             /* experiments of it that never ended */
    struct trial *trials;
    uint64_t ways[MOST_WAYS]; /* traces of its calls, up to a 0 */
    uint64_t dull;            /* bits: ways of which there is no more to say */
    uint64_t last;            /* the last of them */
    unsigned char *pairs; /* by number of site: calls written down, or NULL */
};

/* As the stub of an API function leaves the registers. */
struct frame {
    uint64_t xmm[8][2];
    uint64_t rdi, rsi, rdx, rcx, r8, r9, r10, rax, stub, index, ra;
};

struct left {
    uint64_t xmm[2][2], unused, rax, rdx, ra;
};

function hook_api(struct api *api, function target);
function hook_entry(const struct entry_kind *kind, const char *name,
                    function target);
/* The function behind a stub, else the function itself. */
function hook_real(function f);
extern struct hook *hook_table[];
/* Of the stubs of the API; NULL: not without a look at its arguments. */
extern function hook_targets[];
size_t hook_count(void);
uintptr_t hook_return(void); /* where a followed API call returns to */
function hook_skip(void);    /* returns at once */
/* The address is in a stub of an entry, as what it calls returns to it. */
bool hook_calls_entry(uintptr_t ra);

/* ---- entries.c ---------------------------------------------------------- */

void entries_scan(const struct loaded *l);
/* What the symbol is to be looked up as, or NULL. */
function entry_init(const char *name, function init);
extern const struct entry_kind entry_exec;
/* The call that deletes the attribute which this call gets or sets, or which
 * the ENTRY `setter` sets; false when the type of the instance has no setter
 * for it. */
bool entry_deletes(const struct hook *h, const char *setter,
                   const intptr_t *args, struct hook *out, intptr_t *out_args);
void entries_of_call(const struct api *api, struct frame *f);
bool entries_concern(const char *api);

/* ---- sites.c: calls of the API, recording ---- */

#define MOST_CONTEXTS 8

/* One line of the cache: each visit needs most of it. */
struct site {
    _Alignas(64) uintptr_t ra; /* 0: unused */
    uint64_t total;
    uint64_t serial;   /* of the outermost call that counts */
    uint64_t key;      /* the same in every run */
    struct site *next; /* that was visited first after it, in that call */
    const struct api *api;
    unsigned count; /* its visits in it */
    uint16_t number;
    uint8_t logged;
    bool ours : 1; /* it lies in an instrumented object */
    bool thread_said : 1, pending_said : 1;
    bool listed : 1; /* what it makes goes to a free list when it dies */
    /* A run is recorded, and a visit only has to be counted: in any case, or
     * if the thread is known to have its thread state. */
    bool quick : 1, quick_attached : 1;
    bool passes : 1; /* ... and not even that: it is none of ours */
};

struct site *site_of(uintptr_t ra, const struct api *api);
/* NULL when there was no such call. */
const struct api *site_api(uintptr_t ra);
const char *site_name(const struct site *s);
const char *site_text(uintptr_t ra);

#define MOST_TOUCHED 512

/* What a thread is doing. */
struct thread {
    unsigned depth; /* entries that are active */
    unsigned busy;  /* the runtime is at work: hooks do nothing */
    /* It had its thread state in this outermost call, and called nothing since
     * that gives it away. */
    bool attached;
    uint64_t serial, trace;
    struct hook *hook;   /* of the outermost entry */
    struct site *first;  /* that was visited */
    struct site *newest; /* that was visited for the first time */
    struct site *last;
    struct site *touched[MOST_TOUCHED]; /* in an experiment */
    size_t n_touched;
};

extern __thread struct thread *this_thread
    __attribute__((tls_model("initial-exec"), visibility("hidden")));
struct thread *thread_begin(void);

static inline struct thread *
thread_self(void)
{
    return this_thread != NULL ? this_thread : thread_begin();
}

uint64_t thread_serial(void);
/* "none" or "other" when this thread has no thread state; NULL: it has. */
const char *thread_stateless(void);
void record_visit(struct thread *t, struct site *s);
/* That return address is none of ours. */
void record_foreign(uintptr_t ra, const struct api *api);
/* Where a call goes on, if its visit only had to be counted, else NULL. */
/* Only the last three lie where a function of this type looks for them. */
__attribute__((visibility("hidden"), no_caller_saved_registers)) function
refrt_quick(int, int, int, int, int, int, uint64_t stub, uint64_t index,
            uintptr_t ra);
void record_call(struct thread *t, struct hook *h, const struct object *self);
void record_counts(void);
void record_end(void);

/* ---- dispatch.c --------------------------------------------------------- */

intptr_t hook_invoke(const struct hook *h, const intptr_t *a);
/* The result is the one that says so. */
bool result_fails(const struct hook *h, intptr_t value);
/* How a result and the exception of the moment disagree, or NULL. */
const char *result_wrong(const struct hook *h, intptr_t value);
const char *exception_name(void);

function api_enter(struct frame *f);
function trial_enter(const struct hook *h, struct frame *f, struct thread *t);
uint64_t api_leave(struct left *f);
/* Called by the stubs. */
__attribute__((visibility("hidden"))) intptr_t
refrt_entry(intptr_t a, intptr_t b, intptr_t c, intptr_t d, intptr_t e,
            intptr_t f, uint64_t index);

/* ---- chains.c ----------------------------------------------------------- */

#define MOST_LINKS 8

void chains_begin(void);
/* The calls in the extension that are in progress, as a number; 0: not known.
 */
unsigned chain_here(void);
/* Their return addresses, the innermost first, with commas between them; in
 * one buffer. */
const char *chain_text(unsigned number);

/* ---- arena.c ---- */

struct block {
    uintptr_t address;
    size_t size;
    uintptr_t site; /* return address of the API call that made it */
    uintptr_t freed_by;
    uintptr_t given; /* the last other call that gave a reference to it */
    unsigned chain;  /* where it was made */
    unsigned end;    /* chain: where it was freed, while pages are guarded */
    int call;        /* number of the call in which it was born, -1: between */
    enum family family;
    bool freed, guarded;
    bool written; /* after it was freed */
};

void arena_install(void);
void arena_call(int call);
/* Something lives that was made in the first measured call. */
bool arena_keeps(void);
/* Nothing is of a call any more. */
void arena_forget(void);
void arena_guard(bool on);
/* Allocations fail; of the raw family only when `raw`. */
void arena_fail(bool on, bool raw);
bool arena_failing(void);
/* Whether what was freed there and is used now concerns only the call that
 * is made to fail. */
bool arena_own_goal(uintptr_t freed_by);
bool arena_contains(uintptr_t address);
struct block *arena_block_of(uintptr_t address);
size_t arena_count(void);
struct block *arena_at(size_t i);
bool arena_full(void);
size_t arena_used(void);
/* Marks freed blocks whose filling was changed. */
void arena_verify(void);
/* The object in a block, or NULL when it is plain memory. */
struct object *block_object(const struct block *b);
/* libc's allocator, as the extension calls it. */
void libc_born(uintptr_t p, uintptr_t site, unsigned chain);
/* From *i = 0: all that live, then NULL.  The last bytes of a block are
 * libc's own, which points there. */
struct block *libc_each(size_t *i);
struct block libc_block(uintptr_t p, uintptr_t site, unsigned chain);
bool libc_has(uintptr_t p);
bool libc_lives(const struct block *b);
/* False when the block is none of libc's. */
bool libc_freed(uintptr_t p, uintptr_t *born);
bool arena_freed_lately(uintptr_t low, uintptr_t high); /* of older blocks */
void family_report(enum family born, uintptr_t birth, enum family freed,
                   uintptr_t end);

/* ---- scan.c ------------------------------------------------------------- */

/* An address to look for, and what was found. */
struct wanted {
    uintptr_t low, high; /* of all of it */
    uintptr_t exact;     /* of the object; 0: every address inside counts */
    uintptr_t except;    /* what the lists of the collector use */
    intptr_t found;      /* plain, perhaps with tag bits */
    intptr_t encoded;    /* interior, unaligned, packed into half a word... */
    size_t number;       /* the caller's */
};

/* Where the C stack begins that may hold pointers. */
void scan_memory(struct wanted *w, size_t n, bool thorough);
/* Bytes that wait in pipes and sockets: pointers may travel in them. */
size_t scan_queued(void);
/* All memory that a search looks at. */
void scan_ranges(void (*visit)(uintptr_t low, uintptr_t high));
/* How much there is that it does not. */
size_t scan_hidden(void);
void each_descriptor(void (*visit)(int fd, void *arg), void *arg);

/* What is wanted of an object in a block. */
struct wanted want_object(const struct object *o, uintptr_t low, size_t size);

/* ---- ledger.c ---- */

enum side { SIDE_EXTENSION, SIDE_OTHER };

void ledger_begin(void);
/* Objects that are born there are written down. */
void ledger_expect(uintptr_t site, enum family family);
void ledger_watch(struct object *o);
/* From here on a call with this number, from 0; -1: none. */
void ledger_call(int call);
/* What changed since the last turn is of the side that was at work, except
 * that of one object, which is the extension's. */
void ledger_turn(enum side was);
void ledger_turn_but(enum side was, const struct object *mine);
/* A reference passes to the extension. */
void ledger_given(const struct object *o);
/* The block itself, or the same one elsewhere. */
void *ledger_block(void *p, uintptr_t site);
void ledger_close(void);
/* Whether no pointer leads to a block from that site in each of the calls. */
bool ledger_misses(uintptr_t site, int calls);
/* Whether the extension lost an object of that kind in each of the calls. */
bool ledger_blames(uintptr_t site, enum family family, const struct type *type,
                   int calls);
bool ledger_blames_for(const struct object *o);

/* ---- experiment.c, judge.c, crash.c, traverse.c ------------------------- */

#define MOST_JOBS 64
#define MOST_WATCHED 512
#define MOST_REACHED 256 /* of them, before the calls */
#define MOST_CALLS 64
#define PIN ((intptr_t)1 << 20)

/* An object that was there before. */
struct watched {
    struct object *o;
    uintptr_t site;      /* of the API call that gave it, or 0 */
    uintptr_t given;     /* of the last other one that did */
    uintptr_t givers[4]; /* and of the first few */
    intptr_t last;       /* references at the last look */
    intptr_t change;     /* per call */
    intptr_t total;      /* of all that are measured */
    bool steady;         /* the same in every one of them */
    intptr_t drift;      /* per call, but not of the call itself */
    bool restless;       /* ... and not the same each time */
    intptr_t pointers;
};

struct step {
    uintptr_t ra;
    const struct api *api;
    unsigned nth;
    char outcome; /* 'o' 'f' 'n' 'i' '-' */
};

#define MOST_STEPS 400
#define MOST_ERRORS 8

struct outcome {
    intptr_t value;
    char exception[64];
    uint64_t trace;
    uint64_t way; /* likewise, and what failed on it, and how it ended */
    bool reached, failed; /* the call that must fail; it did */
    const char *wrong;    /* result against exception, or NULL */
};

struct experiment {
    bool active; /* in the child */
    uint64_t began;
    const struct thread *thread;
    const struct trial *trial;
    const struct hook *hook;
    intptr_t args[6];
    uintptr_t fault_ra;
    unsigned nth;
    uint64_t way;  /* of the call in progress */
    bool counting; /* inside one of the calls */
    bool fault;    /* is to be made in this call */
    bool reached, failed;
    bool natural;
    bool again; /* not the first call */
    size_t job;
    intptr_t drop;   /* a fresh instance for tp_init */
    intptr_t now[6]; /* arguments of the call that is made */
    struct watched watched[MOST_WATCHED];
    size_t n_watched;
    struct step steps[MOST_STEPS];
    size_t n_steps;
    bool empty_lists; /* free lists are kept out of the way */
    bool knows_lists; /* ... from the first call on */
    bool warming, found, unobservable, crowded, doubtful;
    bool late;   /* what might have shown more would have taken too long */
    bool hoards; /* what the extension keeps for reuse is used up first */
    bool haste;  /* nothing is collected after a call */
    bool anew;   /* each call is made on an instance that is made for it */
    const uintptr_t *follows; /* only who released that is looked for */
    bool alters; /* the call does something else the second time */
    const struct outcome *first; /* ... and that is what it does; or NULL */
    unsigned measured, faults;
    struct outcome last; /* call */
    bool steps_said, fault_said;
    unsigned errors[MOST_ERRORS]; /* chains: where calls failed, or raised */
    size_t n_errors;
    bool timeless; /* the extension's clocks stand still */
    bool ending;   /* what crashes now is our own doing */
    size_t queued; /* bytes in pipes, before the first call */
    uintptr_t last_site;
    uintptr_t stack; /* lowest address that is in use between calls */
};

extern struct experiment x;

/* What the unharmed calls showed, for the trials of the same call. */
#define MOST_SHOWN 1024
#define FREED_FACTS 4

struct shown {
    uintptr_t site; /* return address, or of an object */
    const struct api *api;
    unsigned visits;
    bool leaks;
    bool plainly; /* ... without a fault */
    bool listed;  /* what it makes may come from a free list */
};

struct control {
    struct shown shown[MOST_SHOWN];
    size_t n;
    struct {
        uintptr_t what; /* site or object */
        unsigned times;
    } varied[64]; /* what calls with other things lost, or gained */
    size_t n_varied;
    uint64_t ways[256]; /* of calls with other things that went well */
    size_t n_ways;
    bool wrong;            /* result and exception disagreed */
    bool said[MOST_JOBS];  /* the child wrote its verdict */
    bool anew[MOST_JOBS];  /* ... and wants the trial to be made `anew` */
    bool alone[MOST_JOBS]; /* ... or by a single call: see alone.c */
    bool rough[MOST_JOBS]; /* ... or with free lists full from the start */
    uintptr_t freed[MOST_JOBS]
                   [FREED_FACTS]; /* what was used then: see crash.c */
    uintptr_t listed[64];         /* sites, of what comes from such a list */
    size_t n_listed;
    uintptr_t traversed[1024]; /* types whose tp_traverse was looked at */
    size_t n_traversed;
    unsigned timeouts; /* experiments that never ended */
};

extern struct control *control; /* shared with the children */

void experiment_prepare(void);
/* At an outermost call: all trials that are planned for it. */
void experiment_here(struct hook *h, const intptr_t *args);
/* One call of the entry; `number` from 0 when it is measured, else -1. */
void experiment_call(int number, struct outcome *o);
void experiment_watch(struct object *o, uintptr_t site);
/* The object that a Py_buffer holds is known by the call that filled it. */
void experiment_buffer(const void *view, uintptr_t site);
/* All of a call that is made `anew` but the call. */
void experiment_no_call(void);
/* What the entry is called on, as it is afterwards. */
struct object *experiment_instance(void);
/* Of a tp_init with these arguments: one that is not set up yet, or NULL. */
struct object *experiment_blank(intptr_t *args);
/* The module that the import makes, or NULL. */
struct object *experiment_module(void);
/* The call at hand is the user's own, so that what it shows is no news. */
bool trial_usual(const struct trial *t);
struct shown *control_site(uintptr_t site);
/* Of a trial with other things: the call shows that anyhow, or enough of them
 * have.  Proving it once more would only take time. */
bool varied_known(uintptr_t what);
void varied_note(uintptr_t what);
const char *text_value(intptr_t value);

void judge(void);
/* So many calls more, of the same kind; false when one is not. */
bool calls_more(unsigned n);
void leaks_judge(void);
/* Something outlives the calls that may remember what seems lost. */
bool leaks_have(const struct block *b);
bool remembered(bool (*is_lost)(const struct block *));
/* Makes more calls; false when they went another way. */
bool traces_remain(bool (*is_lost)(const struct block *), bool *remain);

/* Nothing that the child does reaches the parent. */
void isolate(void);

void steps_report(void);

/* Remembers the numbers around the instance. */
void counters_begin(void);
/* Whether one, not that of the object itself, changed by so much in each of
 * the measured calls since. */
bool counters_follow(const struct object *o, intptr_t change);

void crash_install(void);
/* A crash of the user's own command is written down before it goes on. */
void crash_watch(void);
uint64_t clock_ms(void);
/* Of the processor, which other work on the machine does not use up. */
uint64_t work_ms(void);
/* So many seconds of work; as long as it gets on, any time. */
void patience_begin(unsigned seconds);
void patience_end(void);
/* The record that ends an experiment, and the end of the process. */
_Noreturn void crash_verdict(const char *verdict, const char *reason);

void traverse_check(struct object *o);
void traverse_module(struct object *module);

/* ---- deaths.c, fields.c, instances.c ------------------------------------ */

/* The last reference to it goes. */
void death_check(struct object *o);
void death_of_subclass(struct type *t);
/* Of the types that the module shows. */
void deaths_in(struct object *module);
/* Its tp_dealloc is the extension's own; where that is. */
bool type_ours(const struct type *t);
const char *dealloc_text(const struct type *t);
void death_untracked(struct object *o);
/* What PyObject_GC_New() gives, and what PyObject_GC_Track() gets. */
void early_fill(struct object *o);
void early_check(struct object *o);
/* One of these is at work. */
bool death_watches(void);
/* Memory was given back in a way that the allocator cannot take. */
void death_misfreed(void);

/* In a process of its own. */
void cycles_at_end(void);
void cycles_names(const char *const *list);
/* Sets up instances with something that refers to them. */
void cycles_probe(void);

void fields_note(int call, const struct object *o);
const char *fields_text(uintptr_t low, uintptr_t high);
/* The first of these of what a call is made on, or 0. */
size_t fields_first(uintptr_t low, uintptr_t high);

/* ---- budget.c ----------------------------------------------------------- */

struct effort {
    uint64_t wall, work;
};

void budget_begin(void);
struct effort effort_begin(void);
/* What was spent since. */
uint64_t effort_ms(const struct effort *began);
void effort_allow(void); /* the processor's time is no limit any more */
/* Milliseconds that so many trials may take now; UINT64_MAX: no limit. */
uint64_t budget_share(size_t trials);
void budget_spend(size_t trials, uint64_t ms);

/* ---- vary.c ------------------------------------------------------------- */

void vary_begin(void);
/* Exchanges an argument; false when there is none of that number. */
bool vary(const struct hook *h, intptr_t *args, unsigned number);
/* At a call of the user; whether a trial of it is in vain, as others were. */
void vary_here(void);
bool vary_vain(unsigned number);
bool vary_bare(unsigned number);
/* After some calls: nothing came of the exchange. */
bool vary_idle(unsigned number);
/* Before each call. */
void vary_again(void);
/* Around each call: how deep it is. */
unsigned vary_deepen(void);
void vary_surface(unsigned n);
/* A function of _refaudit_hostile.py; takes its arguments over. */
struct object *hostile_call(const char *name, struct object *args);

/* ---- owner.c ------------------------------------------------------------ */

/* The line is to be found that loses a reference (or releases one too many)
 * of the object, or of one like that in the block. */
void owner_wish(const char *what, struct object *o, const struct block *b,
                uintptr_t site, int lost);
void owners_find(void);
_Noreturn void owner_of_freed(const uintptr_t *freed);
/* Around a call of the entry, and around calls of the API in it. */
void owner_begin(void);
void owner_end(void);
/* In a process that is there for that only, and may die of it. */
bool owner_traces(void);
_Noreturn void owner_dies(void);
void owner_enter(void);
void owner_rest(void);
void owner_leave(const struct api *a, const uint64_t *args, uintptr_t place,
                 uintptr_t ra, uint64_t result, bool fails);

/* ---- asked.c ------------------------------------------------------------ */

enum asks asks_of(const char *api);
void asked_begin(void);
void asked_forget(void); /* at a call of the user */
void asked_note(const struct api *api, const struct frame *f);
/* NULL when there are not so many; *of NULL: of anything. */
const char *asked_name(unsigned i, struct object **of);
/* Likewise of an object() that stood for an argument. */
const char *wanted_name(unsigned i);
/* The names that a parser of arguments takes; the ith or NULL. */
void named_note(const char *const *list);
const char *named_name(unsigned i);

/* ---- lack.c ------------------------------------------------------------- */

void lack_begin(void);
void lack_end(void);
void lack_at(const struct api *api, const struct frame *f);
void lack_after(void);

/* ---- hoard.c ------------------------------------------------------------ */

bool hoard_possible(void);
void hoard_make(void);
void hoard_drop(void);

/* ---- locks.c ------------------------------------------------------------ */

void locks_begin(void);
void locks_note(const char *name, uint64_t lock, uintptr_t site,
                uint64_t result);
void locks_judge(void);

/* The API call in progress, as its site; 0: none. */
void pending_check(struct site *s);
uintptr_t api_innermost(void);
size_t api_depth(void); /* how many are */
/* Where a block that is made now belongs. */
unsigned api_chain(void);
void api_returns_show(bool on);
void api_forget(void); /* none is in progress any more */

/* Whether instances of this very type are kept for reuse when they die. */
bool freelist_has(const struct type *t);
/* Fills that list, so that the next one to die is really freed. */
void freelist_fill(const struct type *t, intptr_t size);

#endif
