/* Where a reference is taken that nobody gives back, or given back that nobody
 * has taken: the call that shows it is made once more, in a process of its
 * own, and the extension goes through it instruction by instruction.
 *
 * What a function of the extension does with the object is written down: its
 * count goes up or down, its address is stored outside of the stack, it is
 * returned to the caller, a call of the API gives or takes it.  Stored or
 * returned, a reference changes hands.  What is left over at the end is
 * followed from the entry down to the function that alone is not even, and
 * there to the first step that is one too many.  Calls of the API run at full
 * speed; what they call back does not count. */
#include "rt.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

#define MOST_WISHES 32
#define MOST_OPS 2048
#define MOST_ACTS 8192
#define MOST_TRAPS 3000000
#define TRAP_FLAG 0x100

enum { TAKES = 1, GIVES = -1 };

/* How: the count changes, the address is stored, what stood there is not any
 * more, the object is returned. */
enum how { COUNTED, STORED, REMOVED, RETURNED };

/* A function that is at work; the entry itself is number 0. */
struct act {
    uintptr_t place; /* of its return address on the stack */
    uintptr_t ra;
    size_t parent;
    int sum;        /* with what it called */
    uintptr_t jump; /* the last one of it, to an end that is common */
};

struct op {
    uintptr_t ip; /* one behind the beginning of the instruction */
    size_t act;
    int change;
    enum how how;
    uintptr_t jump; /* that led there, where something is returned */
};

static struct {
    bool on, spoiled;
    struct object *o;
    uintptr_t born; /* else it is the first that this call gives */
    intptr_t last;
    uintptr_t ip,
        sp; /* of the instruction before, if it was the extension's */
    bool called;
    bool ready;        /* it is in the register for results, */
    uintptr_t readied; /* where this instruction has put it */
    size_t readied_in; /* in this function */
    size_t now;
    struct act acts[MOST_ACTS];
    size_t n_acts;
    struct op ops[MOST_OPS];
    size_t n_ops;
    const struct type *holder; /* in whose instance it was stored last */
    unsigned long traps;
} w;

static struct {
    const char *what;
    struct object *o;
    uintptr_t born;
    int left;        /* over: TAKES, GIVES */
    unsigned number; /* of the record of that type */
} wishes[MOST_WISHES];
static size_t n_wishes;

/* For each record of these types. */
void
owner_wish(const char *what, struct object *o, uintptr_t born, bool lost)
{
    static struct {
        const char *what;
        unsigned n;
    } said[] = {{"leak", 0}, {"refleak", 0}, {"overdecref", 0}};
    unsigned number = 0;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        if (strcmp(said[i].what, what) == 0)
            number = ++said[i].n;
    }
    if (!plan.owners || n_wishes >= MOST_WISHES || x.hook->entry->once ||
        (o == NULL && born == 0))
        return;
    wishes[n_wishes].what = what;
    wishes[n_wishes].o = o;
    wishes[n_wishes].born = born;
    wishes[n_wishes].left = lost ? TAKES : GIVES;
    wishes[n_wishes++].number = number;
}

/* ---- writing down ------------------------------------------------------- */

static void
op_add(uintptr_t ip, size_t act, int change, enum how how)
{
    w.spoiled |= w.n_ops >= MOST_OPS;
    if (!w.spoiled)
        w.ops[w.n_ops++] = (struct op){ip, act, change, how, 0};
}

static void
count_look(uintptr_t ip)
{
    enum { MOST_AT_ONCE = 16 };
    intptr_t now = object_references(w.o);
    /* It is no object any more. */
    w.spoiled |= now - w.last > MOST_AT_ONCE || w.last - now > MOST_AT_ONCE;
    if (w.spoiled)
        return;
    for (; w.last < now; w.last++)
        op_add(ip, w.now, TAKES, COUNTED);
    for (; w.last > now; w.last--)
        op_add(ip, w.now, GIVES, COUNTED);
}

static void
acts_leave(uintptr_t sp)
{
    while (w.now > 0 && w.acts[w.now].place < sp)
        w.now = w.acts[w.now].parent;
}

static void
act_enter(uintptr_t sp)
{
    w.spoiled |= w.n_acts >= MOST_ACTS;
    if (w.spoiled)
        return;
    w.acts[w.n_acts] = (struct act){
        .place = sp, .ra = *(const uintptr_t *)sp, .parent = w.now};
    w.now = w.n_acts++;
}

/* ---- instructions ------------------------------------------------------- */

static uint64_t
reg(const greg_t *g, unsigned number)
{
    static const int order[] = {REG_RAX, REG_RCX, REG_RDX, REG_RBX,
                                REG_RSP, REG_RBP, REG_RSI, REG_RDI,
                                REG_R8,  REG_R9,  REG_R10, REG_R11,
                                REG_R12, REG_R13, REG_R14, REG_R15};
    return (uint64_t)g[order[number & 15]];
}

/* The address in memory that the operand behind an opcode means. */
static uint64_t
operand(const greg_t *g, unsigned rex, const unsigned char *modrm,
        uintptr_t ip)
{
    unsigned mod = modrm[0] >> 6, rm = modrm[0] & 7;
    const unsigned char *p = modrm + 1;
    int32_t far = 0;
    uint64_t at = 0;
    bool absolute = false;
    if (rm == 4) {
        unsigned base = p[0] & 7, index = (p[0] >> 3 & 7) | (rex & 2) << 2;
        absolute = base == 5 && mod == 0;
        at = absolute ? 0 : reg(g, base | (rex & 1) << 3);
        if (index != 4)
            at += reg(g, index) << (p[0] >> 6);
        p++;
    }
    else if (rm == 5 && mod == 0) {
        memcpy(&far, p, sizeof far);
        return ip + (uintptr_t)(p + 4 - (const unsigned char *)ip) +
               (uint64_t)(int64_t)far;
    }
    else
        at = reg(g, rm | (rex & 1) << 3);
    if (mod == 1)
        far = (signed char)p[0];
    else if (mod == 2 || absolute)
        memcpy(&far, p, sizeof far);
    return at + (uint64_t)(int64_t)far;
}

/* A register or a constant goes to memory that is not the stack. */
static void
store_look(const greg_t *g, const unsigned char *p, unsigned rex)
{
    uintptr_t ip = (uintptr_t)g[REG_RIP], sp = (uintptr_t)g[REG_RSP];
    uintptr_t o = (uintptr_t)w.o;
    if ((*p != 0x89 && *p != 0xc7) || (rex & 8) == 0 || p[1] >> 6 == 3)
        return;
    uint64_t at = operand(g, rex, p + 1, ip);
    if (at >= sp - 256 && at <= x.stack)
        return;
    bool stored = *p == 0x89 && reg(g, (p[1] >> 3 & 7) | (rex & 4) << 1) == o;
    bool removed = memory_readable((const void *)at) &&
                   *(const uintptr_t *)at == o;
    if (stored) {
        const struct block *b = arena_block_of(at);
        const struct object *holder = b == NULL ? NULL : block_object(b);
        w.holder = holder == NULL ? NULL : holder->type;
        op_add(ip + 1, w.now, GIVES, STORED);
    }
    if (removed)
        op_add(ip + 1, w.now, TAKES, REMOVED);
}

static void
instruction_look(const greg_t *g)
{
    uintptr_t ip = (uintptr_t)g[REG_RIP];
    const unsigned char *p = (const unsigned char *)ip;
    unsigned rex = 0;
    while (*p == 0x66 || *p == 0xf2 || *p == 0xf3 || *p == 0xf0)
        p++;
    if ((*p & 0xf0) == 0x40)
        rex = *p++;
    if ((*p == 0xe9 || *p == 0xeb) && w.now < w.n_acts)
        w.acts[w.now].jump = ip;
    w.called = *p == 0xe8 || (*p == 0xff && (p[1] >> 3 & 7) == 2);
    if (w.o == NULL)
        return;
    if ((*p == 0xc3 || *p == 0xc2) &&
        (uintptr_t)g[REG_RAX] == (uintptr_t)w.o) {
        bool here = w.readied != 0 && w.readied_in == w.now;
        op_add((here ? w.readied : ip) + 1, w.now, GIVES, RETURNED);
        if (!w.spoiled && w.acts[w.now].jump != 0)
            w.ops[w.n_ops - 1].jump = w.acts[w.now].jump + 1;
        if (w.now > 0)
            op_add(w.acts[w.now].ra, w.acts[w.now].parent, TAKES, RETURNED);
    }
    store_look(g, p, rex);
}

/* A function often has one end for all of its returns; the line is that where
 * the result gets its value. */
static void
result_look(const greg_t *g)
{
    bool ready = w.o != NULL && (uintptr_t)g[REG_RAX] == (uintptr_t)w.o;
    if (ready && !w.ready) {
        w.readied = w.ip;
        w.readied_in = w.now;
    }
    w.ready = ready;
}

static void
trap(int number, siginfo_t *info, void *context)
{
    ucontext_t *u = context;
    greg_t *g = u->uc_mcontext.gregs;
    uintptr_t ip = (uintptr_t)g[REG_RIP], sp = (uintptr_t)g[REG_RSP];
    (void)number, (void)info;
    w.spoiled |= w.traps++ > MOST_TRAPS;
    if (!w.on || w.spoiled) {
        g[REG_EFL] &= ~(greg_t)TRAP_FLAG;
        return;
    }
    if (w.o != NULL && w.ip != 0)
        count_look(w.ip + 1);
    if (loaded_of(ip) == NULL) {
        w.ip = 0;
        return;
    }
    acts_leave(sp);
    if (w.ip != 0 && w.called && sp == w.sp - 8)
        act_enter(sp);
    result_look(g);
    instruction_look(g);
    w.ip = ip;
    w.sp = sp;
}

static void
steps_on(void)
{
    __asm__ volatile("pushfq\n orq $0x100, (%%rsp)\n popfq" ::
                         : "memory", "cc");
}

static void
steps_off(void)
{
    __asm__ volatile("pushfq\n andq $~0x100, (%%rsp)\n popfq" ::
                         : "memory", "cc");
}

/* ---- calls of the API --------------------------------------------------- */

void
owner_enter(void)
{
    if (!w.on)
        return;
    steps_off();
    w.ip = 0;
}

/* It gives what it is there to give, and takes what it is said to take. */
void
owner_leave(const struct api *a, const uint64_t *args, uintptr_t place,
            uintptr_t ra, uint64_t result, bool fails)
{
    if (!w.on)
        return;
    while (w.now > 0 && w.acts[w.now].place <= place)
        w.now = w.acts[w.now].parent;
    struct object *given = a->result == API_NEW && !fails
                               ? (struct object *)result
                               : NULL;
    if (w.o == NULL && w.born != 0 && ra == w.born)
        w.o = given;
    if (w.o != NULL && given == w.o)
        op_add(ra, w.now, TAKES, RETURNED);
    for (unsigned i = 0; i < 4 && w.o != NULL; i++) {
        if (args[i] != (uintptr_t)w.o)
            continue;
        if (strcmp(a->name, "Py_IncRef") == 0)
            op_add(ra, w.now, TAKES, COUNTED);
        else if (strcmp(a->name, "Py_DecRef") == 0 ||
                 ((a->steals >> i & 1) != 0 && !fails))
            op_add(ra, w.now, GIVES, COUNTED);
        if (strncmp(a->name, "Py_", 3) == 0)
            break;
    }
    if (w.o != NULL)
        w.last = object_references(w.o);
    w.ip = 0;
    steps_on();
}

/* ---- what is left over -------------------------------------------------- */

/* The function that alone is not even. */
static size_t
act_uneven(int left)
{
    size_t at = 0;
    for (size_t i = 0; i < w.n_ops; i++)
        w.acts[w.ops[i].act].sum += w.ops[i].change;
    for (size_t i = w.n_acts; i-- > 1;)
        w.acts[w.acts[i].parent].sum += w.acts[i].sum;
    for (;;) {
        size_t next = 0, n = 0;
        for (size_t i = at + 1; i < w.n_acts; i++) {
            if (w.acts[i].parent == at && w.acts[i].sum * left > 0) {
                next = i;
                n++;
            }
        }
        if (n != 1)
            return at;
        at = next;
    }
}

/* Whether the operation is in the function or in what it called. */
static bool
within(size_t act, size_t top, uintptr_t *ip)
{
    while (act != top && act != 0) {
        *ip = w.acts[act].ra;
        act = w.acts[act].parent;
    }
    return act == top;
}

/* What gave before anybody had taken, and what has taken and not given. */
static struct {
    const struct op *early[MOST_OPS], *held[MOST_OPS];
    uintptr_t early_at[MOST_OPS], held_at[MOST_OPS];
    size_t n_early, n_held;
} sums;

static void
early_drop(size_t at)
{
    sums.n_early--;
    for (; at < sums.n_early; at++) {
        sums.early[at] = sums.early[at + 1];
        sums.early_at[at] = sums.early_at[at + 1];
    }
}

/* A field may be released before it gets another value: that is made up for
 * there.  So is what is stored first and counted then. */
static bool
made_up(const struct op *o)
{
    for (size_t i = 0; i < sums.n_early && o->how == REMOVED; i++) {
        if (sums.early[i]->how == COUNTED) {
            early_drop(i);
            return true;
        }
    }
    if (o->how != COUNTED || sums.n_early == 0 ||
        sums.early[sums.n_early - 1]->how != STORED)
        return false;
    early_drop(sums.n_early - 1);
    return true;
}

static void
op_sum(const struct op *o, uintptr_t ip)
{
    if (o->change == GIVES && sums.n_held > 0)
        sums.n_held--;
    else if (o->change == GIVES) {
        sums.early[sums.n_early] = o;
        sums.early_at[sums.n_early++] = ip;
    }
    else if (!made_up(o)) {
        sums.held[sums.n_held] = o;
        sums.held_at[sums.n_held++] = ip;
    }
}

/* The first that gives what nobody has, or takes what nobody gives. */
static uintptr_t
op_uneven(size_t top, int left, uintptr_t *jump)
{
    uintptr_t last = 0;
    sums.n_early = sums.n_held = 0;
    for (size_t i = 0; i < w.n_ops; i++) {
        const struct op *o = &w.ops[i];
        uintptr_t ip = o->ip;
        if (!within(o->act, top, &ip))
            continue;
        op_sum(o, ip);
        if (o->change != left)
            continue;
        last = ip;
        *jump = o->act == top ? o->jump : 0;
    }
    if (left == TAKES)
        return sums.n_held > 0 ? sums.held_at[0] : last;
    if (sums.n_early == 0)
        return last;
    *jump = sums.early[0]->act == top ? sums.early[0]->jump : 0;
    return sums.early_at[0];
}

static char *found; /* by the other process */

#define FOUND_SIZE 1024

/* The object was stored, and all is even: who holds it is to blame, when it
 * ends. */
static bool
holder_write(void)
{
    if (w.acts[0].sum != 0 || w.holder == NULL || !type_ours(w.holder))
        return false;
    snprintf(found, FOUND_SIZE, "%s\tend", dealloc_text(w.holder));
    return true;
}

static void
trace_write(uintptr_t ip, size_t act, uintptr_t jump)
{
    size_t n = (size_t)snprintf(found, FOUND_SIZE, "%s", text_address(ip));
    for (; act > 0 && n < FOUND_SIZE - 128; act = w.acts[act].parent)
        n += (size_t)snprintf(found + n, FOUND_SIZE - n, ",%s",
                              text_address(w.acts[act].ra));
    if (jump != 0)
        snprintf(found + n, FOUND_SIZE - n, "\t-\t%s", text_address(jump));
}

static void
trace_make(size_t wish)
{
    struct outcome o;
    memset(&w, 0, sizeof w);
    w.o = wishes[wish].o;
    w.born = wishes[wish].born;
    w.last = w.o == NULL ? 0 : object_references(w.o);
    w.n_acts = 1;
    w.acts[0].place = UINTPTR_MAX;
    w.on = true;
    experiment_call(-1, &o);
    w.on = false;
    size_t act = act_uneven(wishes[wish].left);
    uintptr_t jump = 0, ip = op_uneven(act, wishes[wish].left, &jump);
    if (w.spoiled || (wishes[wish].left == TAKES && holder_write()))
        return;
    if (ip != 0)
        trace_write(ip, act, jump);
}

/* The first instruction of the entry is reached without a call of the API;
 * what was done to make an instance for it is no part of the call. */
void
owner_begin(void)
{
    if (!w.on)
        return;
    if (w.o != NULL)
        w.last = object_references(w.o);
    steps_on();
}

void
owner_end(void)
{
    if (w.on)
        steps_off();
    if (w.on && w.o != NULL && w.ip != 0)
        count_look(w.ip + 1);
}

static bool tracing;

bool
owner_traces(void)
{
    return tracing;
}

/* Each in a process of its own, which may die. */
void
owners_find(void)
{
    struct sigaction action = {.sa_sigaction = trap,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK};
    if (n_wishes > 0)
        patience_end(); /* they have their own */
    if (found == NULL && n_wishes > 0)
        found = shared_map(FOUND_SIZE);
    for (size_t i = 0; i < n_wishes; i++) {
        *found = '\0';
        pid_t pid = fork();
        if (pid == 0) {
            tracing = true;
            patience_begin(plan.limit);
            sigemptyset(&action.sa_mask);
            sigaction(SIGTRAP, &action, NULL);
            trace_make(i);
            _exit(0);
        }
        if (pid > 0)
            waitpid(pid, NULL, 0);
        char *jump = NULL, *end = strchr(found, '\t');
        if (end != NULL) {
            *end++ = '\0';
            jump = strchr(end, '\t');
        }
        if (jump != NULL)
            *jump++ = '\0';
        if (*found != '\0')
            log_record("owner", x.trial->id, wishes[i].what,
                       text_number(wishes[i].number), found,
                       end == NULL ? "-" : end, jump == NULL ? "-" : jump,
                       NULL);
    }
    if (n_wishes > 0)
        patience_begin(plan.limit * 2);
    n_wishes = 0;
}
