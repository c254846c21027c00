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
 * speed; of what they call back only destructors count, each for itself: what
 * the instance holds in its fields is what it has to give back. */
#include "history.h"
#include "machine.h"
#include "alone.h"
#include "making.h"
#include "telling.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

#define MOST_WISHES 32
#define MOST_TRAPS 3000000 /* in one call; some microseconds each */
#define MOST_TRAPS_IN_ALL 5000000
#define TRAP_FLAG 0x100

static struct tracing w;
static unsigned long *traps; /* of all that are followed in this trial */

static struct {
    const char *what;
    struct object *o;
    uintptr_t born, given; /* by calls of the API */
    uintptr_t argument;    /* number of it, from 1 */
    uintptr_t site;
    const struct type *type;
    size_t made;     /* number of what was made with the instance, from 1 */
    size_t field;    /* of the instance, where a call has left it; or 0 */
    int left;        /* over: TAKES, GIVES */
    int n;           /* so many in a call */
    bool frees;      /* it dies of that */
    unsigned number; /* of the record of that type */
} wishes[MOST_WISHES];
static size_t n_wishes;
static size_t follows_field;

/* Several that one call gave are one finding in the end. */
static bool
asked_enough(const char *what, uintptr_t site)
{
    enum { ENOUGH = 3 };
    unsigned n = 0;
    for (size_t i = 0; i < n_wishes && site != 0; i++)
        n += strcmp(wishes[i].what, what) == 0 && wishes[i].site == site;
    return n >= ENOUGH;
}

/* For each record of these types; `site`: what gave it, or 0. */
void
owner_wish(const char *what, struct object *o, const struct block *b,
           uintptr_t site, int lost)
{
    const struct object *in = b == NULL ? NULL : block_object(b);
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
        (o == NULL && in == NULL) || asked_enough(what, site))
        return;
    wishes[n_wishes].site = site;
    wishes[n_wishes].what = what;
    wishes[n_wishes].o = o;
    wishes[n_wishes].born = b == NULL ? 0 : b->site;
    wishes[n_wishes].given = b == NULL ? 0 : b->given;
    wishes[n_wishes].type = in == NULL ? NULL : in->type;
    wishes[n_wishes].made = in == NULL ? 0 : making_number(b);
    wishes[n_wishes].field = in == NULL ? 0
                                        : fields_first(b->address,
                                                       b->address + b->size);
    wishes[n_wishes].left = lost > 0 ? TAKES : GIVES;
    wishes[n_wishes].n = lost > 0 ? lost : -lost;
    wishes[n_wishes++].number = number;
}

/* ---- writing down ------------------------------------------------------- */

static void
op_add(uintptr_t ip, size_t act, int change, enum how how)
{
    w.spoiled |= w.n_ops >= MOST_OPS;
    if (!w.spoiled && !w.freed)
        w.ops[w.n_ops++] = (struct op){
            .ip = ip, .act = act, .change = change, .how = how, .was = change};
}

/* Something is done to the address in that field. */
static void
op_field(uintptr_t ip, int change, enum how how, uintptr_t at,
         struct object *o)
{
    size_t n = w.n_ops;
    op_add(ip, w.now, change, how);
    if (w.n_ops > n)
        w.ops[n].hidden = field_hidden(at, o);
}

static void
count_look(uintptr_t ip)
{
    enum { MOST_AT_ONCE = 16 };
    intptr_t now = object_references(w.o);
    bool gone = now - w.last > MOST_AT_ONCE || w.last - now > MOST_AT_ONCE;
    w.freed |= gone && w.frees;
    w.spoiled |= gone && !w.frees;
    if (w.spoiled || w.freed)
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
        w.now = w.acts[w.now].below;
}

static void
act_enter(uintptr_t ip, uintptr_t sp, size_t parent)
{
    w.spoiled |= w.n_acts >= MOST_ACTS;
    if (w.spoiled)
        return;
    w.acts[w.n_acts] = (struct act){.place = sp,
                                    .function = ip,
                                    .ra = *(const uintptr_t *)sp,
                                    .parent = parent,
                                    .below = w.now};
    w.now = w.n_acts++;
}

/* ---- functions that the interpreter calls ------------------------------- */

static size_t
size_of(const struct object *o)
{
    enum { MOST_ITEMS = 1 << 16 };
    const struct block *b = arena_block_of((uintptr_t)o);
    size_t size = (size_t)o->type->basicsize;
    intptr_t n = o->type->itemsize > 0 ? *(const intptr_t *)(o + 1) : 0;
    if (b != NULL)
        return b->address + b->size - (uintptr_t)o;
    return n < 0 || n > MOST_ITEMS ? size
                                   : size + (size_t)(n * o->type->itemsize);
}

/* What the instance holds is for its destructor to give back. */
static void
fields_hold(uintptr_t ip, uintptr_t self)
{
    const struct object *o = (const struct object *)self;
    struct act *a = &w.acts[w.now];
    if (!memory_readable(o) || !memory_readable(&o->type) ||
        !memory_readable(&o->type->basicsize))
        return;
    for (size_t i = a->parent; i != NOBODY && i != 0; i = w.acts[i].parent) {
        if (w.acts[i].dying == self)
            return; /* the destructor of a base */
    }
    a->dying = self;
    a->dying_end = self + size_of(o);
    const struct type *t = type_own(o->type);
    a->clear = t == NULL ? 0
                         : (uintptr_t)(void *)hook_real((function)t->clear);
    for (uintptr_t at = self + sizeof *o; at + 8 <= a->dying_end; at += 8) {
        if (memory_readable((const void *)at) &&
            *(const uintptr_t *)at == (uintptr_t)w.o) {
            op_field(ip + 1, TAKES, HELD, at, (struct object *)self);
            a->held++;
        }
    }
    if (a->held > 0)
        siblings_begin(w.now, self, a->dying_end, (uintptr_t)w.o);
}

/* A field of what dies at the moment: it was counted at the beginning. */
static bool
in_dying(uintptr_t at)
{
    for (size_t i = w.now; i != 0 && i != NOBODY; i = w.acts[i].parent) {
        if (at >= w.acts[i].dying && at < w.acts[i].dying_end)
            return true;
    }
    return false;
}

static void
end_enter(const struct end *e, const greg_t *g, bool called)
{
    uintptr_t sp = (uintptr_t)g[REG_RSP];
    bool entry = !w.begun && end_is_entry(e);
    end_lift(e);
    w.begun |= entry;
    if (!called && !entry) {
        w.spoiled |= w.n_ending >= MOST_ENDING;
        act_enter(e->at, sp, NOBODY);
        if (w.spoiled)
            return;
        w.acts[w.now].kind = e->kind;
        w.acts[w.now].gives = e->gives;
        w.ending[w.n_ending].act = w.now;
        w.ending[w.n_ending].calls = api_depth();
        w.ending[w.n_ending++].stepped = (g[REG_EFL] & TRAP_FLAG) != 0;
        w.last = w.o == NULL ? 0 : object_references(w.o);
    }
    if (w.o != NULL && e->kind == END_OF_INSTANCE)
        fields_hold(e->at, (uintptr_t)g[REG_RDI]);
}

/* The interpreter goes on; at full speed, if it did so. */
static void
end_leave(greg_t *g)
{
    uintptr_t sp = (uintptr_t)g[REG_RSP];
    while (w.n_ending > 0) {
        size_t act = w.ending[w.n_ending - 1].act;
        if (w.acts[act].place >= sp)
            return;
        w.now = w.acts[act].below;
        w.n_ending--;
        w.last = w.o == NULL ? 0 : object_references(w.o);
        if (!w.ending[w.n_ending].stepped)
            g[REG_EFL] &= ~(greg_t)TRAP_FLAG;
    }
}

/* ---- instructions ------------------------------------------------------- */

/* What it and those that it called have taken and not given. */
static int
balance_of(size_t act)
{
    int sum = 0;
    for (size_t i = 0; i < w.n_ops; i++) {
        size_t at = w.ops[i].act;
        while (at != act && at != 0 && at != NOBODY)
            at = w.acts[at].parent;
        sum += at == act ? w.ops[i].change : 0;
    }
    return sum;
}

/* Who owns the object gives it up in a variable of a caller whose address it
 * was called with. */
static void
hand_up(uintptr_t ip)
{
    const struct act *a = &w.acts[w.now];
    for (size_t i = 0; i < MOST_OUT && w.now > 0 && a->parent != NOBODY; i++) {
        const uintptr_t *out = (const uintptr_t *)a->out[i];
        if (out == NULL || !memory_readable(out) || *out != (uintptr_t)w.o ||
            balance_of(w.now) <= 0)
            continue;
        op_add(ip + 1, w.now, GIVES, RETURNED);
        op_add(a->ra, a->parent, TAKES, RETURNED);
    }
}

/* Addresses on the stack, of what is its callers'. */
static void
outs_note(const greg_t *g, uintptr_t sp)
{
    static const int order[MOST_OUT] = {REG_RDI, REG_RSI, REG_RDX,
                                        REG_RCX, REG_R8,  REG_R9};
    for (size_t i = 0; i < MOST_OUT; i++) {
        uintptr_t at = (uintptr_t)g[order[i]];
        w.acts[w.now].out[i] = at > sp && at < x.stack && at % 8 == 0 ? at : 0;
    }
}

/* A register or a constant goes to memory that is not the stack. */
static void
store_look(const greg_t *g, const unsigned char *p, unsigned rex)
{
    uintptr_t ip = (uintptr_t)g[REG_RIP], sp = (uintptr_t)g[REG_RSP];
    uintptr_t o = (uintptr_t)w.o;
    if ((*p != 0x89 && *p != 0xc7) || (rex & 8) == 0 || p[1] >> 6 == 3)
        return;
    uint64_t at = operand_of(g, rex, p + 1, ip);
    if (at >= sp - 256 && at <= x.stack)
        return;
    bool stored = *p == 0x89 &&
                  register_of(g, (p[1] >> 3 & 7) | (rex & 4) << 1) == o;
    bool removed = memory_readable((const void *)at) &&
                   *(const uintptr_t *)at == o;
    if (stored) {
        const struct block *b = arena_block_of(at);
        const struct object *holder = b == NULL ? NULL : block_object(b);
        w.holder = holder == NULL ? NULL : holder->type;
        op_field(ip + 1, GIVES, STORED, at, NULL);
    }
    if (removed && !in_dying(at))
        op_field(ip + 1, TAKES, REMOVED, at, NULL);
}

/* What it reads or writes in memory. */
static void
operand_look(const greg_t *g, const unsigned char *p, unsigned rex)
{
    static const char with_operand[] = "\x01\x03\x29\x2b\x81\x83\x89\x8b"
                                       "\xff";
    uintptr_t ip = (uintptr_t)g[REG_RIP];
    if (strchr(with_operand, *p) != NULL && *p != 0 && p[1] >> 6 != 3)
        siblings_look(ip + 1, operand_of(g, rex, p + 1, ip), (uintptr_t)w.o);
}

/* What the interpreter calls may leave anything in that register. */
static bool
act_gives(void)
{
    const struct act *a = &w.acts[w.now];
    return w.now == 0 || a->parent != NOBODY || a->gives;
}

/* How the end was reached by what is returned. */
static void
way_note(void)
{
    const struct act *a = &w.acts[w.now];
    if (w.spoiled || w.freed)
        return;
    w.ops[w.n_ops - 1].jump = a->jump == 0 ? 0 : a->jump + 1;
    w.ops[w.n_ops - 1].done = a->done == 0 ? 0 : a->done + 1;
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
    if (!unwinds((const unsigned char *)ip) && w.now < w.n_acts)
        w.acts[w.now].done = ip;
    bool leaves = *p == 0xc3 || *p == 0xc2;
    w.called = *p == 0xe8 || (*p == 0xff && (p[1] >> 3 & 7) == 2);
    w.returns = leaves;
    if (w.o == NULL)
        return;
    if (leaves && (uintptr_t)g[REG_RAX] != (uintptr_t)w.o)
        hand_up(ip);
    if (leaves && (uintptr_t)g[REG_RAX] == (uintptr_t)w.o && act_gives()) {
        bool here = w.readied != 0 && w.readied_in == w.now;
        op_add((here ? w.readied : ip) + 1, w.now, GIVES, RETURNED);
        way_note();
        if (w.now > 0 && w.acts[w.now].parent != NOBODY)
            op_add(w.acts[w.now].ra, w.acts[w.now].parent, TAKES, RETURNED);
        w.handed = w.now > 0 && w.acts[w.now].parent == NOBODY;
    }
    store_look(g, p, rex);
    if (w.n_ending > 0)
        operand_look(g, p, rex);
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

/* Called by its address and not by a call of the API, an entry gives to the
 * extension what it returns. */
static void
handed_take(const greg_t *g, uintptr_t ip)
{
    w.handed = false;
    if (w.o != NULL && (uintptr_t)g[REG_RAX] == (uintptr_t)w.o)
        op_add(ip, w.now, TAKES, RETURNED);
}

/* The first instruction outside, or one behind it where it has to be
 * stepped. */
static void
outside(greg_t *g, uintptr_t sp)
{
    bool left = w.ip != 0 && !w.returns;
    w.ip = 0;
    end_leave(g);
    if (left && over_leave(sp))
        g[REG_EFL] &= ~(greg_t)TRAP_FLAG;
}

static void
trap(int number, siginfo_t *info, void *context)
{
    ucontext_t *u = context;
    greg_t *g = u->uc_mcontext.gregs;
    bool broke = info->si_code == SI_KERNEL || info->si_code == TRAP_BRKPT;
    uintptr_t ip = (uintptr_t)g[REG_RIP] - broke, sp = (uintptr_t)g[REG_RSP];
    const struct end *end = end_at(ip);
    (void)number;
    g[REG_RIP] = (greg_t)ip;
    w.spoiled |= w.traps++ > MOST_TRAPS || (*traps)++ > MOST_TRAPS_IN_ALL;
    over_arrive(ip, sp);
    ends_mend(ip);
    if (!w.on || w.spoiled) {
        ends_arm(false);
        over_end();
        g[REG_EFL] &= ~(greg_t)TRAP_FLAG;
        return;
    }
    if (w.o != NULL && w.ip != 0)
        count_look(w.ip + 1);
    if (loaded_of(ip) == NULL) {
        outside(g, sp);
        return;
    }
    acts_leave(sp);
    if (w.handed && w.ip == 0 && end == NULL)
        handed_take(g, ip);
    if (w.ip != 0 && w.called && sp == w.sp - 8) {
        act_enter(ip, sp, w.now);
        outs_note(g, sp);
    }
    if (end != NULL)
        end_enter(end, g, w.ip != 0);
    if (w.spoiled)
        return;
    g[REG_EFL] |= TRAP_FLAG;
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

/* Those that do not count, as a destructor is at work in them. */
static size_t
calls_around(void)
{
    return w.n_ending == 0 ? 0 : w.ending[w.n_ending - 1].calls;
}

void
owner_enter(void)
{
    if (!w.on || making() || api_depth() != calls_around() + 1)
        return;
    steps_off();
    w.ip = 0;
    w.handed = false;
}

/* In the registers of what a call does not take lies anything. */
static void
args_look(const struct api *a, const uint64_t *args, uintptr_t ra, bool fails)
{
    bool up = strcmp(a->name, "Py_IncRef") == 0;
    bool down = strcmp(a->name, "Py_DecRef") == 0;
    for (unsigned i = 0; i < (up || down ? 1 : 4) && w.o != NULL; i++) {
        siblings_look(ra, args[i], (uintptr_t)w.o);
        if (args[i] != (uintptr_t)w.o)
            continue;
        if (up)
            op_add(ra, w.now, TAKES, COUNTED);
        else if (down || ((a->steals >> i & 1) != 0 && !fails))
            op_add(ra, w.now, GIVES, COUNTED);
    }
}

/* It gives what it is there to give, and takes what it is said to take. */
void
owner_leave(const struct api *a, const uint64_t *args, uintptr_t place,
            uintptr_t ra, uint64_t result, bool fails)
{
    if (!w.on || making() || api_depth() != calls_around())
        return;
    while (w.now > 0 && w.acts[w.now].place <= place)
        w.now = w.acts[w.now].below;
    struct object *given = a->result == API_NEW && !fails
                               ? (struct object *)result
                               : NULL;
    /* What makes what is lost may also give what was there, a small number. */
    bool made = given != NULL && arena_block_of((uintptr_t)given) != NULL;
    if (w.o == NULL && w.born != 0 && ra == w.born && made &&
        (w.type == NULL || given->type == w.type) && w.others-- == 0)
        w.o = given;
    if (w.o != NULL && given == w.o)
        op_add(ra, w.now, TAKES, RETURNED);
    args_look(a, args, ra, fails);
    if (w.o != NULL)
        w.last = object_references(w.o);
    w.ready = w.o != NULL && result == (uintptr_t)w.o;
    if (w.ready) {
        w.readied = ra - 1;
        w.readied_in = w.now;
    }
    w.ip = 0;
    w.handed = false;
    if (!over_waits(place))
        steps_on();
}

/* ---- what is left over -------------------------------------------------- */

static char *found, *places; /* by the other process */

/* What came after the call was too much: then that alone counts. */
static void
rest_drop(void)
{
    if (!w.spoiled || w.own_spoiled)
        return;
    w.spoiled = false;
    w.n_acts = w.own_acts;
    w.n_ops = w.own_ops;
}

/* True when something is left over. */
static bool
trace_end(int left)
{
    w.on = false;
    rest_drop();
    if (w.spoiled || w.o == NULL)
        return false;
    struct uneven u = uneven_find(&w, left);
    telling_ops(&w);
    telling_places(&w, left, places);
    if (left == TAKES && telling_holder(&w, u.act, found))
        return true;
    if (u.op != NULL && (u.certain || !w.frees))
        telling_uneven(&w, &u, found);
    return u.op != NULL && u.certain;
}

/* One call; true when something is left over in it. */
static bool
trace_make(size_t wish, uintptr_t born, unsigned others)
{
    struct outcome o;
    memset(&w, 0, sizeof w);
    siblings_forget();
    w.o = wishes[wish].o;
    w.born = born;
    w.others = others;
    w.argument = wishes[wish].argument;
    w.made = follows_field == 0 ? wishes[wish].made : 0;
    w.field = follows_field;
    w.n = wishes[wish].n;
    w.type = wishes[wish].type;
    w.frees = wishes[wish].frees;
    w.last = w.o == NULL ? 0 : object_references(w.o);
    w.n_acts = 1;
    w.acts[0].place = UINTPTR_MAX;
    w.on = true;
    experiment_call(-1, &o);
    return trace_end(wishes[wish].left);
}

/* Of several that a call gives, one may be lost; and what a call made inside
 * of something else may have been given by another.  What is even counts if
 * nothing is not. */
static bool
traces_make_some(size_t wish)
{
    enum { MOST_OTHERS = 3 };
    uintptr_t born = wishes[wish].born, given = wishes[wish].given;
    for (unsigned others = 0; others < MOST_OTHERS; others++) {
        bool one = born == 0 || wishes[wish].made != 0;
        bool certain = trace_make(wish, born, others);
        if (certain || one)
            return certain;
        if (given != 0 && trace_make(wish, given, others))
            return true;
    }
    *found = '\0';
    trace_make(wish, born, 0);
    if (*found == '\0' && given != 0)
        trace_make(wish, given, 0);
    return false;
}

/* What a call has made and rightly put into a field, the next one may lose
 * there. */
static void
traces_make(size_t wish)
{
    char before[FOUND_SIZE];
    if (traces_make_some(wish) || wishes[wish].field == 0)
        return;
    memcpy(before, found, sizeof before);
    *found = '\0';
    follows_field = wishes[wish].field;
    if (!trace_make(wish, 0, 0))
        memcpy(found, before, sizeof before);
}

/* What the call before has left there. */
static struct object *
field_object(const struct object *self, size_t field)
{
    struct object *o;
    if (self == NULL || !object_valid(self) ||
        field + sizeof o > (size_t)self->type->basicsize)
        return NULL;
    memcpy(&o, (const char *)self + field, sizeof o);
    return o != NULL && object_valid(o) && o->type == w.type ? o : NULL;
}

/* The first instruction of the entry is reached without a call of the API;
 * what was done to make an instance for it is no part of the call. */
void
owner_begin(void)
{
    if (!w.on)
        return;
    if (w.argument != 0)
        w.o = (struct object *)x.now[w.argument - 1];
    if (w.made != 0)
        w.o = making_object(w.made, w.type);
    if (w.field != 0)
        w.o = field_object((const struct object *)x.now[0], w.field);
    if (w.o != NULL)
        w.last = object_references(w.o);
    ends_arm(true);
    steps_on();
}

void
owner_end(void)
{
    if (!w.on)
        return;
    steps_off();
    if (w.o != NULL && w.ip != 0)
        count_look(w.ip + 1);
    w.ip = 0;
    w.own_acts = w.n_acts;
    w.own_ops = w.n_ops;
    w.own_spoiled = w.spoiled;
}

/* What the call gave and was made on has died. */
void
owner_rest(void)
{
    if (!w.on)
        return;
    ends_arm(false);
    over_end();
}

static bool tracing;

bool
owner_traces(void)
{
    return tracing;
}

/* The fields that the other process wrote, as far as there are. */
static void
owner_log(size_t wish)
{
    enum { FIELDS = 5 };
    char *fields[FIELDS] = {found};
    for (size_t i = 0; i < FIELDS; i++) {
        char *end = fields[i] == NULL ? NULL : strchr(fields[i], '\t');
        if (end != NULL && i + 1 < FIELDS) {
            *end = '\0';
            fields[i + 1] = end + 1;
        }
        fields[i] = fields[i] == NULL ? "-" : fields[i];
    }
    log_record("owner", x.trial->id, wishes[wish].what,
               text_number(wishes[wish].number), fields[0], fields[1],
               fields[2], *places == '\0' ? "-" : places, fields[3], fields[4],
               NULL);
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
        found = shared_map(2 * FOUND_SIZE + sizeof *traps);
    places = found == NULL ? NULL : found + FOUND_SIZE;
    traps = found == NULL ? NULL
                          : (unsigned long *)(void *)(places + FOUND_SIZE);
    for (size_t i = 0; i < n_wishes; i++) {
        *found = *places = '\0';
        pid_t pid = fork();
        if (pid == 0) {
            tracing = true;
            effort_allow(); /* the number of steps is the limit */
            patience_begin(plan.limit);
            sigemptyset(&action.sa_mask);
            sigaction(SIGTRAP, &action, NULL);
            ends_find();
            over_begin();
            traces_make(i);
            _exit(0);
        }
        if (pid > 0)
            waitpid(pid, NULL, 0);
        if (*found != '\0')
            owner_log(i);
    }
    if (n_wishes > 0)
        patience_begin(plan.limit * 2);
    n_wishes = 0;
}

bool
owner_of_lost(const struct lost *l)
{
    bool old = l->watched != 0;
    wishes[0].what = old ? "refleak" : "leak";
    wishes[0].o = old ? x.watched[l->watched - 1].o : NULL;
    wishes[0].born = old ? 0 : l->site;
    wishes[0].given = old ? 0 : l->given;
    wishes[0].type = old ? NULL : l->type;
    wishes[0].made = wishes[0].field = 0;
    wishes[0].n = 1;
    wishes[0].left = TAKES;
    wishes[0].number = 1;
    n_wishes = 1;
    owners_find();
    return *found != '\0';
}

/* By what it did when the object was gone. */
_Noreturn void
owner_dies(void)
{
    if (w.on && w.frees)
        trace_end(GIVES);
    _exit(0);
}

_Noreturn void
owner_of_freed(const uintptr_t *freed)
{
    wishes[0].what = "uaf";
    wishes[0].born = freed[2] == 0 ? freed[0] : 0;
    wishes[0].given = freed[2] == 0 ? freed[1] : 0;
    wishes[0].argument = freed[2];
    wishes[0].made = freed[2] == 0 ? freed[3] : 0;
    wishes[0].n = 1;
    wishes[0].left = GIVES;
    wishes[0].frees = true;
    wishes[0].number = 1;
    n_wishes = 1;
    owners_find();
    control->said[x.job] = true;
    _exit(0);
}
