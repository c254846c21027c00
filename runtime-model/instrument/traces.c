/* Whether anything outlives the calls that may remember their objects.
 *
 * A reference can be kept where no search for pointers finds it: scrambled,
 * as an offset, as text, in a file, in a page that cannot be read.  Whatever
 * the way, each call must leave something behind that lasts and that differs
 * from what the other calls leave: otherwise nobody could ever find the
 * object again.  So memory is compared before and after some calls, and what
 * was written by each and is still there after another is looked at.
 * Addresses of memory and the heads of objects say nothing; what hangs only
 * on the lost objects is lost with them. */
#include "alone.h"

#include <stdlib.h>
#include <sys/stat.h>

#define CALLS 4
#define MOST_RANGES 4096
#define MOST_TRACES ((size_t)1 << 16)
#define MOST_MEMORY ((size_t)1 << 30)
#define PAGE ((size_t)4096)

struct range {
    uintptr_t low, high;
    uint64_t *copy;
};

/* A word, as far as the call wrote it: other bytes are zero in both. */
struct trace {
    uintptr_t at;
    uint64_t value, mask;
    int call;
};

/* What grows where nothing can be searched. */
struct outside {
    size_t files, timers, hidden;
};

static struct {
    struct range ranges[MOST_RANGES];
    size_t n_ranges, size, left;
    char *next;
    struct trace traces[MOST_TRACES];
    size_t n;
    bool overflow;
    int call;
    size_t births[CALLS + 1]; /* blocks before each call, and after all */
    bool *lost;               /* of the blocks since births[0] */
    struct outside outside[CALLS + 1];
} t;

/* ---- memory ------------------------------------------------------------- */

static void
size_add(uintptr_t low, uintptr_t high)
{
    t.size += high - low;
}

static bool
all_zero(const uint64_t *p, size_t n)
{
    for (size_t i = 0; i < n / 8; i++) {
        if (p[i] != 0)
            return false;
    }
    return true;
}

/* The copy is zero where nothing is copied. */
static void
range_add(uintptr_t low, uintptr_t high)
{
    if (t.n_ranges >= MOST_RANGES || high - low > t.left) {
        t.overflow = true;
        return;
    }
    struct range *r = &t.ranges[t.n_ranges++];
    *r = (struct range){low, high, (uint64_t *)t.next};
    t.next += high - low;
    t.left -= high - low;
    for (uintptr_t at = low; at < high; at += PAGE) {
        size_t n = high - at < PAGE ? high - at : PAGE;
        if (!all_zero((const uint64_t *)at, n))
            memcpy((char *)r->copy + (at - low), (const void *)at, n);
    }
}

/* All bits of each byte that has one. */
static uint64_t
whole_bytes(uint64_t bits)
{
    uint64_t mask = 0;
    for (int i = 0; i < 64; i += 8)
        mask |= (bits >> i & 0xff) == 0 ? 0 : UINT64_C(0xff) << i;
    return mask;
}

static void
trace_add(uintptr_t at, uint64_t old, uint64_t now)
{
    uint64_t mask = whole_bytes(old ^ now);
    if (t.n < MOST_TRACES)
        t.traces[t.n++] = (struct trace){at, now & mask, mask, t.call};
    else
        t.overflow = true;
}

static void
words_compare(struct range *r, uintptr_t low, uintptr_t high)
{
    for (uintptr_t at = low; at + 8 <= high; at += 8) {
        uint64_t *old = &r->copy[(at - r->low) / 8];
        uint64_t now = *(const uint64_t *)at;
        if (now != *old)
            trace_add(at, *old, now);
        *old = now;
    }
}

/* The range that holds the address, or NULL; *end: so far that is so. */
static struct range *
range_at(uintptr_t at, uintptr_t high, uintptr_t *end)
{
    *end = high;
    for (size_t i = 0; i < t.n_ranges; i++) {
        struct range *r = &t.ranges[i];
        if (at >= r->low && at < r->high) {
            *end = r->high < high ? r->high : high;
            return r;
        }
        if (r->low > at && r->low < *end)
            *end = r->low;
    }
    return NULL;
}

static void
range_compare(uintptr_t low, uintptr_t high)
{
    uintptr_t end;
    for (; low < high; low = end) {
        struct range *r = range_at(low, high, &end);
        if (r == NULL && arena_contains(low))
            continue; /* blocks that are new: births_trace() */
        if (r == NULL) {
            size_t n = t.n_ranges;
            range_add(low, end);
            for (uintptr_t at = low; t.n_ranges > n && at + 8 <= end; at += 8)
                if (*(const uint64_t *)at != 0)
                    trace_add(at, 0, *(const uint64_t *)at);
            continue;
        }
        words_compare(r, low, end);
    }
}

static bool
memory_copy(void)
{
    t.n_ranges = t.n = t.size = 0;
    t.overflow = false;
    scan_ranges(size_add);
    t.left = t.size + (t.size >> 2) + ((size_t)16 << 20);
    t.next = t.left > MOST_MEMORY ? NULL : own_map(t.left, 0);
    if (t.next == NULL)
        return false;
    scan_ranges(range_add);
    return !t.overflow;
}

/* ---- the kernel --------------------------------------------------------- */

static void
file_add(int fd, void *sum)
{
    struct stat st;
    if (log_owns(fd) || fstat(fd, &st) != 0)
        return;
    *(size_t *)sum += 1 + (S_ISREG(st.st_mode) ? (size_t)st.st_size : 0);
}

static size_t
file_length(const char *path)
{
    char buffer[4096];
    size_t sum = 0, n;
    FILE *f = fopen(path, "re");
    while (f != NULL && (n = fread(buffer, 1, sizeof buffer, f)) > 0)
        sum += n;
    if (f != NULL)
        fclose(f);
    return sum;
}

static struct outside
outside_look(void)
{
    struct outside o = {.timers = file_length("/proc/self/timers"),
                        .hidden = scan_hidden()};
    each_descriptor(file_add, &o.files);
    return o;
}

static bool
outside_grows(void)
{
    bool files = true, timers = true, hidden = true;
    for (int i = 0; i < CALLS; i++) {
        const struct outside *o = &t.outside[i];
        files = files && o[0].files < o[1].files;
        timers = timers && o[0].timers < o[1].timers;
        hidden = hidden && o[0].hidden < o[1].hidden;
    }
    return files || timers || hidden;
}

/* ---- what is lost ------------------------------------------------------- */

/* Among the blocks of these calls, else SIZE_MAX. */
static size_t
birth_of(uintptr_t address)
{
    const struct block *b = arena_block_of(address);
    size_t i = b == NULL ? 0 : (size_t)(b - arena_at(0));
    return b == NULL || i < t.births[0] || i >= t.births[CALLS]
               ? SIZE_MAX
               : i - t.births[0];
}

static bool
lost_follow(const struct block *b)
{
    bool more = false;
    for (size_t k = 0; !b->freed && k + 8 <= b->size; k += 8) {
        size_t n = birth_of(*(const uintptr_t *)(b->address + k));
        if (n != SIZE_MAX && !t.lost[n])
            more = t.lost[n] = true;
    }
    return more;
}

static void
lost_find(bool (*is_lost)(const struct block *))
{
    bool more = true;
    size_t n = t.births[CALLS] - t.births[0];
    t.lost = own_get(n + 1);
    for (size_t i = 0; i < n; i++)
        t.lost[i] = is_lost(arena_at(t.births[0] + i));
    for (int turn = 0; more && turn < 64; turn++) {
        more = false;
        for (size_t i = 0; i < n; i++)
            more |= t.lost[i] && lost_follow(arena_at(t.births[0] + i));
    }
}

/* An object that has weak references may have a name beside one: types know
 * their subclasses that way.  It finds the object, and owns nothing. */
static void
weak_names_drop(void)
{
    for (size_t i = 0; i < t.n; i++) {
        uintptr_t at = t.traces[i].at, o;
        if (!memory_readable((const void *)at) ||
            !memory_readable((const void *)(at + 16)))
            continue;
        const uint64_t *entry = (const uint64_t *)at; /* hash, key, value */
        const struct object *weak = (const struct object *)entry[2];
        uintptr_t to = (uintptr_t)weak + 2 * sizeof o;
        if (!memory_readable(weak) || !memory_readable(&weak->type) ||
            !memory_readable((const void *)to) || !type_weak(weak->type))
            continue;
        o = *(const uintptr_t *)to;
        size_t n = birth_of(entry[1]);
        if (o == entry[0] && birth_of(o) != SIZE_MAX && n != SIZE_MAX)
            t.lost[n] = true;
    }
}

/* What lives on, of what a call made. */
static void
births_trace(int call)
{
    t.call = call;
    for (size_t i = t.births[call]; i < t.births[call + 1]; i++) {
        const struct block *b = arena_at(i);
        const struct object *o = block_object(b);
        size_t k = o == NULL ? 0 : (uintptr_t)(o + 1) - b->address;
        if (b->freed || t.lost[i - t.births[0]])
            continue;
        for (; k < b->size; k += 8) {
            uint64_t value = *(const uint64_t *)(b->address + k);
            if (value != 0)
                trace_add(b->address + k, 0, value);
        }
    }
}

/* ---- comparing ---------------------------------------------------------- */

/* One byte names no object, and counts of references change by less. */
static bool
names_nothing(uint64_t value)
{
    return __builtin_popcountll(whole_bytes(value)) <= 8;
}

/* Dicts have numbers, so that code can see whether one has changed. */
static bool
dict_number(uintptr_t at)
{
    enum { VERSION = 3 };
    const struct object *o = (const void *)((const uintptr_t *)at - VERSION);
    return memory_readable(o) && o->type == py.dict_type;
}

/* The C library's lists of free memory: each piece names the next, scrambled
 * by the piece's own address.  No pointer of anybody else is so, and what it
 * leads to is as free. */
static bool
names_free_memory(uintptr_t at, uint64_t word)
{
    uint64_t next = word ^ at >> 12, size;
    if (at % 16 != 0 || !memory_readable((const void *)(at - 8)) ||
        arena_contains(at))
        return false;
    memcpy(&size, (const void *)(at - 8), sizeof size);
    bool piece = (size & 8) == 0 && size >= 32 && size < (uint64_t)1 << 20;
    return piece && (next == 0 ||
                     (next % 16 == 0 && memory_readable((const void *)next)));
}

/* What was written over, or is the address of memory, or was lost as well;
 * of the rest, the bytes that are still there. */
static bool
trace_fades(struct trace *w)
{
    const struct block *b = arena_block_of(w->at);
    size_t n = birth_of(w->at);
    if (arena_contains(w->at) && (b == NULL || b->freed))
        return true;
    if ((n != SIZE_MAX && t.lost[n]) || dict_number(w->at))
        return true;
    /* The interpreter counts versions and remembers look-ups there. */
    if (w->at >= py.variables && w->at < py.variables_end)
        return true;
    if (!memory_readable((const void *)w->at))
        return true;
    uint64_t now = *(const uint64_t *)w->at;
    w->mask &= ~whole_bytes((now ^ w->value) & w->mask);
    w->value &= w->mask;
    return names_nothing(w->value) || names_free_memory(w->at, now) ||
           memory_readable((const void *)(now & ~(uint64_t)7));
}

static int
by_value(const void *a, const void *b)
{
    const struct trace *l = a, *r = b;
    return l->value < r->value ? -1 : l->value > r->value;
}

/* For people who want to know what it is. */
static void
trace_say(const struct trace *w)
{
    const struct block *b = arena_block_of(w->at);
    const struct object *o = b == NULL ? NULL : block_object(b);
    log_record("trace", x.trial->id, text_number((uint64_t)w->call),
               b == NULL ? text_address(w->at) : site_text(b->site),
               b == NULL   ? "-"
               : o == NULL ? "?"
                           : object_type_name(o),
               b == NULL ? text_hex(w->at) : text_number(w->at - b->address),
               text_hex(w->value), NULL);
}

/* Each call left something that no other did. */
static bool
traces_differ(void)
{
    size_t n = 0;
    unsigned own = 0;
    for (size_t i = 0; i < t.n; i++) {
        if (!trace_fades(&t.traces[i]))
            t.traces[n++] = t.traces[i];
    }
    qsort(t.traces, n, sizeof *t.traces, by_value);
    for (size_t i = 0, next; i < n; i = next) {
        unsigned calls = 0;
        for (next = i; next < n && t.traces[next].value == t.traces[i].value;
             next++)
            calls |= 1U << t.traces[next].call;
        if (__builtin_popcount(calls) != 1)
            continue;
        if ((own & calls) == 0)
            trace_say(&t.traces[i]);
        own |= calls;
    }
    return own == (1U << CALLS) - 1;
}

static bool
traces_look(bool (*is_lost)(const struct block *), bool *remain)
{
    if (!memory_copy()) {
        *remain = true;
        return true;
    }
    t.outside[0] = outside_look();
    for (t.call = 0; t.call < CALLS; t.call++) {
        t.births[t.call] = arena_count();
        if (!calls_more(1))
            return false;
        scan_ranges(range_compare);
        t.outside[t.call + 1] = outside_look();
    }
    t.births[CALLS] = arena_count();
    if (!calls_more(1))
        return false;
    lost_find(is_lost);
    for (int call = 0; call < CALLS; call++)
        births_trace(call);
    weak_names_drop();
    *remain = t.overflow || outside_grows() || traces_differ();
    return true;
}

bool
traces_remain(bool (*is_lost)(const struct block *), bool *remain)
{
    x.timeless = true;
    bool same = traces_look(is_lost, remain);
    x.timeless = false;
    return same;
}

/* ---- around one call
 * -------------------------------------------------------------
 */

bool
traces_open(void)
{
    x.timeless = true;
    t.call = 0;
    t.births[0] = arena_count();
    t.outside[0] = outside_look();
    return memory_copy();
}

static bool
outside_same(void)
{
    t.outside[1] = outside_look();
    return t.outside[0].files == t.outside[1].files &&
           t.outside[0].timers == t.outside[1].timers &&
           t.outside[0].hidden == t.outside[1].hidden;
}

size_t
traces_close(bool (*is_lost)(const struct block *), uint64_t *left,
             size_t most)
{
    size_t n = 0;
    scan_ranges(range_compare);
    x.timeless = false;
    for (int i = 1; i <= CALLS; i++)
        t.births[i] = arena_count();
    lost_find(is_lost);
    births_trace(0);
    weak_names_drop();
    if (t.overflow || !outside_same())
        return SIZE_MAX;
    for (size_t i = 0; i < t.n; i++) {
        if (trace_fades(&t.traces[i]))
            continue;
        if (n == most)
            return SIZE_MAX;
        left[n++] = t.traces[i].value;
    }
    return n;
}
