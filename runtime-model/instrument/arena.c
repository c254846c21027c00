/* The heap of an experiment: addresses that were never used before and are
 * never used again, so that a word anywhere in memory that looks like the
 * address of a block is one.  What is known of a block lies elsewhere. */
#include "rt.h"

#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define ARENA_SIZE ((size_t)4 << 30)
/* Low enough that an address packed into 32 bits, less its three or four low
 * bits, is still all of it; with no more zeros than need be, which other data
 * is full of. */
#define ARENA_HINT ((uintptr_t)0x59e377000)
#define MOST_BLOCKS ((size_t)1 << 22)
/* Between blocks: the end of one is not the next. */
#define GAP 16
#define GUARDED_MOST 12000
#define FREED_BYTE 0x5d
#define VERIFIED_MOST ((size_t)1 << 14)

#define MOST_PAIRS 64
#define LIBC_SLOTS ((size_t)1 << 16)
#define MOST_LIBC (LIBC_SLOTS / 4 * 3)

#define LAST_FREED 64

static struct {
    struct allocator original[FAMILY_COUNT];
    uintptr_t low, next, high;
    struct block *blocks;
    size_t n, guarded;
    int call;
    bool guard, fail, fail_raw, full;
    enum family outer; /* whose realloc of an old block is at work */
    struct block libc[LIBC_SLOTS];    /* address 1: was freed */
    uintptr_t last_freed[LAST_FREED]; /* blocks older than the arena */
    size_t n_freed;
    size_t libc_used; /* places, of those that were freed, too */
    struct {
        uintptr_t birth, end;
    } pairs[MOST_PAIRS];
    size_t n_pairs;
} arena;

static void libc_begin(int call);

bool
arena_contains(uintptr_t address)
{
    return address >= arena.low && address < arena.next;
}

size_t
arena_count(void)
{
    return arena.n;
}

struct block *
arena_at(size_t i)
{
    return &arena.blocks[i];
}

size_t
arena_used(void)
{
    return arena.next - arena.low;
}

bool
arena_full(void)
{
    return arena.full;
}

/* Blocks lie in the order of their addresses. */
struct block *
arena_block_of(uintptr_t address)
{
    size_t low = 0, high = arena.n;
    if (!arena_contains(address))
        return NULL;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (arena.blocks[middle].address <= address)
            low = middle;
        else
            high = middle;
    }
    struct block *b = &arena.blocks[low];
    return arena.n > 0 && address >= b->address &&
                   address < b->address + b->size
               ? b
               : NULL;
}

static bool
must_fail(enum family f)
{
    return arena.fail && (f != FAMILY_RAW || arena.fail_raw);
}

static void *
block_new(enum family f, size_t size)
{
    bool guard = arena.guard && arena.guarded < GUARDED_MOST;
    size_t align = guard ? 4096 : 16;
    uintptr_t at = (arena.next + align - 1) & ~(align - 1);
    size = size == 0 ? 1 : size;
    size_t room = (size + GAP + align - 1) & ~(align - 1);
    if (room < size || at + room > arena.high || arena.n >= MOST_BLOCKS) {
        arena.full = true;
        return NULL;
    }
    arena.blocks[arena.n++] = (struct block){.address = at,
                                             .size = size,
                                             .site = api_innermost(),
                                             .chain = api_chain(),
                                             .call = arena.call,
                                             .family = f,
                                             .guarded = guard};
    arena.guarded += guard;
    arena.next = at + room;
    return (void *)at;
}

/* Each pair of sites is reported once. */
static bool
pair_news(uintptr_t birth, uintptr_t end)
{
    for (size_t i = 0; i < arena.n_pairs; i++) {
        if (arena.pairs[i].birth == birth && arena.pairs[i].end == end)
            return false;
    }
    if (arena.n_pairs >= MOST_PAIRS)
        return false;
    arena.pairs[arena.n_pairs].birth = birth;
    arena.pairs[arena.n_pairs++].end = end;
    return true;
}

bool
arena_keeps(void)
{
    struct block *b;
    for (size_t i = arena.n; i-- > 0;) {
        if (arena.blocks[i].call == 0 && !arena.blocks[i].freed)
            return true;
    }
    for (size_t i = 0; (b = libc_each(&i)) != NULL;) {
        if (b->call == 0)
            return true;
    }
    return false;
}

void
arena_forget(void)
{
    for (size_t i = 0; i < arena.n; i++)
        arena.blocks[i].call = -1;
    for (size_t i = 0; i < LIBC_SLOTS; i++)
        arena.libc[i].call = -1;
}

void
family_report(enum family born, uintptr_t birth, enum family freed,
              uintptr_t end)
{
    if (!pair_news(birth, end))
        return;
    log_record("family", x.trial->id, family_name(born), site_text(birth),
               family_name(freed), site_text(end), NULL);
    x.found = true;
}

/* Inside the call that fails the interpreter may harm itself. */
bool
arena_own_goal(uintptr_t freed_by)
{
    return arena.fail && freed_by == x.fault_ra &&
           api_innermost() == x.fault_ra;
}

static void
block_free(struct block *b, enum family f)
{
    if (b->freed && (arena_own_goal(b->freed_by) || x.hook->entry->once))
        return;
    if (b->freed && !pair_news(b->site, api_innermost()))
        return;
    if (b->freed) {
        log_record("uaf", x.trial->id, "twice", site_text(b->site),
                   site_text(b->freed_by), site_text(api_innermost()),
                   family_name(b->family), "-", site_text(b->given), NULL);
        x.found = true;
        return;
    }
    if (b->family != f)
        death_misfreed();
    if (b->family != f && x.counting)
        family_report(b->family, b->site, f, api_innermost());
    b->freed = true;
    b->freed_by = api_innermost();
    if (b->freed_by == 0 && x.counting)
        b->freed_by = x.last_site;
    b->end = b->guarded && plan.owners ? chain_here() : 0;
    if (b->guarded)
        mprotect((void *)b->address, (b->size + GAP + 4095) & ~(size_t)4095,
                 PROT_NONE);
    else
        memset((void *)b->address, FREED_BYTE, b->size);
}

/* ---- what CPython calls ------------------------------------------------- */

static void *
hook_malloc(void *ctx, size_t size)
{
    enum family f = (enum family)(uintptr_t)ctx;
    /* An old block that grows too large for pymalloc is asked of the raw
     * domain, and stays what it was. */
    if (arena.outer != FAMILY_NONE)
        f = arena.outer;
    return must_fail(f) ? NULL : block_new(f, size);
}

static void *
hook_calloc(void *ctx, size_t n, size_t size)
{
    size_t all;
    if (__builtin_mul_overflow(n, size, &all))
        return NULL;
    return hook_malloc(ctx, all); /* fresh memory is zero */
}

static void
hook_free(void *ctx, void *p)
{
    enum family f = (enum family)(uintptr_t)ctx;
    struct block *b = arena_block_of((uintptr_t)p);
    uintptr_t born;
    if (b != NULL && b->address == (uintptr_t)p)
        block_free(b, f);
    else if (arena_contains((uintptr_t)p))
        death_misfreed();
    else if (p != NULL) {
        if (libc_freed((uintptr_t)p, &born)) {
            family_report(FAMILY_MALLOC, born, f, api_innermost());
            return;
        }
        arena.last_freed[arena.n_freed++ % LAST_FREED] = (uintptr_t)p;
        arena.original[f].free(arena.original[f].ctx, p);
    }
}

bool
arena_freed_lately(uintptr_t low, uintptr_t high)
{
    for (size_t i = 0; i < LAST_FREED; i++) {
        if (arena.last_freed[i] >= low && arena.last_freed[i] <= high)
            return true;
    }
    return false;
}

static void *
hook_realloc(void *ctx, void *old, size_t size)
{
    enum family f = (enum family)(uintptr_t)ctx;
    struct block *b = arena_block_of((uintptr_t)old);
    if (must_fail(f))
        return NULL;
    if (old != NULL && b == NULL) {
        arena.outer = f;
        void *grown = arena.original[f].realloc(arena.original[f].ctx, old,
                                                size);
        arena.outer = FAMILY_NONE;
        return grown;
    }
    void *p = block_new(f, size);
    if (p == NULL || old == NULL)
        return p;
    b = arena_block_of((uintptr_t)old);
    if (!b->freed)
        memcpy(p, old, b->size < size ? b->size : size);
    block_free(b, f);
    return p;
}

void
arena_install(void)
{
    void *p = mmap((void *)ARENA_HINT, ARENA_SIZE, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    arena.blocks = own_map(MOST_BLOCKS * sizeof *arena.blocks, 0);
    if (p == MAP_FAILED || arena.blocks == NULL)
        crash_verdict("refused", "no memory for the experiment");
    arena.low = arena.next = (uintptr_t)p;
    arena.high = arena.low + ARENA_SIZE;
    arena.call = -1;
    for (int f = FAMILY_RAW; f <= FAMILY_OBJ; f++) {
        struct allocator mine = {(void *)(uintptr_t)f, hook_malloc,
                                 hook_calloc, hook_realloc, hook_free};
        py.PyMem_GetAllocator(f - FAMILY_RAW, &arena.original[f]);
        py.PyMem_SetAllocator(f - FAMILY_RAW, &mine);
    }
}

void
arena_call(int call)
{
    libc_begin(call);
    arena.call = call;
}

void
arena_guard(bool on)
{
    arena.guard = on;
}

void
arena_fail(bool on, bool raw)
{
    arena.fail = on;
    arena.fail_raw = raw;
}

bool
arena_failing(void)
{
    return arena.fail;
}

void
arena_verify(void)
{
    for (size_t i = 0; i < arena.n; i++) {
        struct block *b = &arena.blocks[i];
        size_t n = b->size < VERIFIED_MOST ? b->size : VERIFIED_MOST;
        const unsigned char *p = (const unsigned char *)b->address;
        if (!b->freed || b->guarded)
            continue;
        for (size_t k = 0; k < n && !b->written; k++)
            b->written = p[k] != FREED_BYTE;
    }
}

struct object *
block_object(const struct block *b)
{
    static const size_t headers[] = {0, 16, 32};
    if (b->freed || b->family != FAMILY_OBJ)
        return NULL;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        struct object *o = (struct object *)(b->address + headers[i]);
        if (b->size >= headers[i] + sizeof *o && object_valid(o) &&
            type_presize(o->type) == headers[i])
            return o;
    }
    return NULL;
}

/* ---- libc --------------------------------------------------------------- */

static size_t
libc_slot(uintptr_t address)
{
    return (size_t)((address >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 40) &
           (LIBC_SLOTS - 1);
}

struct block
libc_block(uintptr_t p, uintptr_t site, unsigned chain)
{
    size_t size = malloc_usable_size((void *)p);
    return (struct block){.address = p,
                          .size = size > 16 ? size - 8 : 8,
                          .site = site,
                          .chain = chain,
                          .call = arena.call,
                          .family = FAMILY_MALLOC};
}

/* Where it is, or where it would be; NULL: there is no room. */
static struct block *
libc_find(uintptr_t p)
{
    struct block *room = NULL;
    size_t i = libc_slot(p);
    for (size_t k = 0; k < LIBC_SLOTS; k++, i = (i + 1) & (LIBC_SLOTS - 1)) {
        struct block *b = &arena.libc[i];
        if (b->address == p)
            return b;
        if (b->address <= 1 && room == NULL)
            room = b;
        if (b->address == 0)
            break;
    }
    return room;
}

/* Places of what was freed are places again. */
static void
libc_tidy(void)
{
    static struct block live[LIBC_SLOTS];
    size_t n = 0;
    struct block *b;
    for (size_t i = 0; (b = libc_each(&i)) != NULL;)
        live[n++] = *b;
    memset(arena.libc, 0, sizeof arena.libc);
    arena.libc_used = 0;
    for (size_t i = 0; i < n; i++, arena.libc_used++)
        *libc_find(live[i].address) = live[i];
}

/* Not while somebody has an address of one. */
static void
libc_begin(int call)
{
    if (call == 0 && arena.libc_used > LIBC_SLOTS / 2)
        libc_tidy();
}

void
libc_born(uintptr_t p, uintptr_t site, unsigned chain)
{
    struct block *b = p == 0 ? NULL : libc_find(p);
    if (b == NULL || (b->address == 0 && arena.libc_used >= MOST_LIBC))
        return;
    arena.libc_used += b->address == 0;
    *b = libc_block(p, site, chain);
}

struct block *
libc_each(size_t *i)
{
    for (; *i < LIBC_SLOTS; (*i)++) {
        if (arena.libc[*i].address > 1)
            return &arena.libc[(*i)++];
    }
    return NULL;
}

bool
libc_has(uintptr_t p)
{
    const struct block *b = libc_find(p);
    return b != NULL && b->address == p;
}

/* libc refuses to free what a library has freed already. */
bool
libc_lives(const struct block *b)
{
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        signal(SIGABRT, SIG_DFL);
        signal(SIGSEGV, SIG_DFL);
        free((void *)b->address);
        _exit(0);
    }
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return pid > 0 && WIFEXITED(status);
}

bool
libc_freed(uintptr_t p, uintptr_t *born)
{
    struct block *b = p == 0 ? NULL : libc_find(p);
    if (b == NULL || b->address != p)
        return false;
    b->address = 1;
    *born = b->site;
    return true;
}
