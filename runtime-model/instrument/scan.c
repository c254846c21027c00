/* Pointers in memory: every writable mapping but our own, from the stack
 * pointer up. */
#include "rt.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAPS_ROOM ((size_t)1 << 20)
#define PAGE ((uintptr_t)4096)
#define BLOOM_BITS ((size_t)1 << 17)

static struct {
    struct wanted *w;
    size_t n;
    bool thorough;
    void (*visit)(uintptr_t low, uintptr_t high);
    uintptr_t low, high;              /* of all that is wanted */
    uint64_t bloom[BLOOM_BITS / 64];  /* of the addresses, without low bits */
    uint64_t halves[BLOOM_BITS / 64]; /* of what they are in 32 bits */
} scan;

static size_t
bloom_bit(uint64_t word)
{
    return (size_t)(word * UINT64_C(0x9E3779B97F4A7C15) >> 47);
}

static bool
bloom_has(const uint64_t *bloom, uint64_t word)
{
    size_t bit = bloom_bit(word);
    return (bloom[bit / 64] >> bit % 64 & 1) != 0;
}

static void
bloom_add(uint64_t *bloom, uint64_t word)
{
    size_t bit = bloom_bit(word);
    bloom[bit / 64] |= (uint64_t)1 << bit % 64;
}

static struct wanted *
wanted_at(uintptr_t a)
{
    size_t low = 0, high = scan.n;
    if (a < scan.low || a >= scan.high)
        return NULL;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (scan.w[middle].low <= a)
            low = middle;
        else
            high = middle;
    }
    struct wanted *w = &scan.w[low];
    return a >= w->low && a < w->high && a != w->except ? w : NULL;
}

/* Objects lie at multiples of eight: the rest may be a tag.  Pointers into
 * an object are interior ones, and perhaps owners in disguise (a member of
 * a list whose nodes are embedded). */
static struct wanted *
wanted_word(uint64_t word)
{
    uintptr_t a = word & ~(uint64_t)7;
    if (a < scan.low || a >= scan.high)
        return NULL;
    if (!bloom_has(scan.bloom, a >> 12))
        return NULL;
    return wanted_at(a);
}

/* Whether that is a Python number of this value; digits have 30 bits. */
static bool
number_is(uintptr_t number, uint64_t value)
{
    const struct object *o = (const struct object *)number;
    const uint64_t *digits = (const uint64_t *)(number + 24);
    return memory_readable(o) && memory_readable(&o->type) &&
           memory_readable(digits) && o->type == py.plain[5] &&
           *digits == ((value & 0x3fffffff) | value >> 30 << 32);
}

/* A weak reference owns nothing, nor does the hash of a number in a dict (the
 * subclasses of a type are kept by address).  What lies on another page may
 * be nobody's. */
static bool
word_owns_nothing(const uint64_t *p)
{
    if ((uintptr_t)p % PAGE == 0 || (uintptr_t)(p + 1) % PAGE == 0)
        return false;
    return type_weak((const struct type *)p[-1]) || number_is(p[1], *p);
}

static void
plain_word(struct wanted *w, const uint64_t *p)
{
    uintptr_t a = *p & ~(uint64_t)7;
    if (a == w->exact && word_owns_nothing(p))
        return;
    if (w->exact == 0 || a == w->exact)
        w->found++;
    else if ((uintptr_t)p < w->low || (uintptr_t)p >= w->high)
        w->encoded++;
}

static uint32_t
half_of(const struct wanted *w, unsigned shift)
{
    return (uint32_t)((w->exact == 0 ? w->low : w->exact) >> shift);
}

static void
half_word(uint32_t half)
{
    static const unsigned shifts[] = {3, 4};
    if (!bloom_has(scan.halves, half))
        return;
    for (size_t i = 0; i < scan.n; i++) {
        for (size_t k = 0; k < sizeof shifts / sizeof *shifts; k++) {
            if (half_of(&scan.w[i], shifts[k]) == half)
                scan.w[i].encoded++;
        }
    }
}

static void
encoded_word(uint64_t word)
{
    const uint64_t forms[] = {word & UINT64_C(0xffffffffffff),
                              word >> 16,
                              word << 3,
                              word << 4,
                              ~word,
                              __builtin_bswap64(word)};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct wanted *w = forms[i] == word ? NULL : wanted_word(forms[i]);
        if (w != NULL)
            w->encoded++;
    }
}

static void
unaligned_words(uint64_t first, uint64_t second)
{
    for (unsigned k = 8; k < 64; k += 8) {
        uint64_t word = first >> k | second << (64 - k);
        struct wanted *w = wanted_word(word);
        if (w == NULL)
            w = wanted_word(word & UINT64_C(0xffffffffffff));
        if (w != NULL)
            w->encoded++;
    }
}

static void
scan_words(uintptr_t low, uintptr_t high)
{
    const uint64_t *p = (const uint64_t *)low, *end = (const uint64_t *)high;
    for (; p < end; p++) {
        struct wanted *w = wanted_word(*p);
        if (w != NULL)
            plain_word(w, p);
        if (!scan.thorough)
            continue;
        if (w == NULL) {
            encoded_word(*p);
            half_word((uint32_t)*p);
            half_word((uint32_t)(*p >> 32));
            if (p + 1 < end && wanted_word(p[1]) == NULL)
                unaligned_words(*p, p[1]);
        }
    }
}

static void
scan_range(uintptr_t low, uintptr_t high)
{
    bool ours;
    while (low < high) {
        uintptr_t next = own_boundary(low, high, &ours);
        if (!ours)
            scan.visit(low, next);
        low = next;
    }
}

/* One line of /proc/self/maps. */
static void
scan_mapping(const char *line, void *arg)
{
    char *rest;
    uintptr_t arena_end = *(const uintptr_t *)arg;
    uintptr_t low = strtoull(line, &rest, 16);
    uintptr_t high = strtoull(rest + 1, &rest, 16);
    const char *path = strchr(line, '/');
    if (rest[1] != 'r' || rest[2] != 'w')
        return;
    if (path != NULL && strncmp(path, "/dev/", 5) == 0 &&
        strncmp(path, "/dev/shm", 8) != 0 &&
        strncmp(path, "/dev/zero", 9) != 0)
        return;
    if (x.stack >= low && x.stack < high)
        low = x.stack & ~(uintptr_t)7;
    /* The arena may have been joined with neighbours; its unused rest is
     * never touched. */
    if (arena_end > low && arena_end < high && arena_contains(low)) {
        scan_range(low, arena_end);
        return;
    }
    scan_range(low, high);
}

/* Each line of /proc/self/maps. */
static void
each_mapping(void (*take)(const char *line, void *arg), void *arg)
{
    static char *maps;
    size_t n = 0;
    ssize_t got;
    int fd = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    if (maps == NULL)
        maps = own_get(MAPS_ROOM);
    if (fd < 0)
        return;
    while (n + 1 < MAPS_ROOM &&
           (got = read(fd, maps + n, MAPS_ROOM - 1 - n)) > 0)
        n += (size_t)got;
    close(fd);
    maps[n] = '\0';
    for (char *line = maps; *line != '\0';) {
        char *next = strchr(line, '\n');
        if (next == NULL)
            break;
        *next = '\0';
        take(line, arg);
        line = next + 1;
    }
}

static uintptr_t
arena_end(void)
{
    size_t n = arena_count();
    const struct block *last = n == 0 ? NULL : arena_at(n - 1);
    return last == NULL ? 0 : (last->address + last->size + 7) & ~(uintptr_t)7;
}

void
scan_ranges(void (*visit)(uintptr_t low, uintptr_t high))
{
    uintptr_t end = arena_end();
    scan.visit = visit;
    each_mapping(scan_mapping, &end);
}

/* Memory of nobody's file that cannot be read, or not written. */
static void
hidden_add(const char *line, void *sum)
{
    char *rest;
    uintptr_t low = strtoull(line, &rest, 16);
    uintptr_t high = strtoull(rest + 1, &rest, 16);
    if (strchr(line, '/') == NULL && strchr(line, '[') == NULL &&
        strncmp(rest + 1, "rw", 2) != 0)
        *(size_t *)sum += high - low;
}

size_t
scan_hidden(void)
{
    size_t sum = 0;
    each_mapping(hidden_add, &sum);
    return sum;
}

/* What the kernel keeps for epoll. */
static void
scan_epoll(const char *text)
{
    for (const char *p = text; (p = strstr(p, "data:")) != NULL; p += 5) {
        struct wanted *w = wanted_word(strtoull(p + 5, NULL, 16));
        if (w != NULL)
            w->encoded++;
    }
}

void
each_descriptor(void (*visit)(int fd, void *arg), void *arg)
{
    DIR *d = opendir("/proc/self/fd");
    const struct dirent *e;
    if (d == NULL)
        return;
    while ((e = readdir(d)) != NULL) {
        if (e->d_name[0] >= '0' && e->d_name[0] <= '9')
            visit(atoi(e->d_name), arg);
    }
    closedir(d);
}

static void
descriptor_epoll(int fd, void *unused)
{
    (void)unused;
    char path[64], text[8192];
    snprintf(path, sizeof path, "/proc/self/fdinfo/%d", fd);
    int info = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = info < 0 ? 0 : read(info, text, sizeof text - 1);
    if (info >= 0)
        close(info);
    text[n < 0 ? 0 : n] = '\0';
    scan_epoll(text);
}

static void
descriptor_queue(int fd, void *sum)
{
    struct stat st;
    int waiting = 0;
    if (fstat(fd, &st) == 0 &&
        (S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode)) &&
        ioctl(fd, FIONREAD, &waiting) == 0 && waiting > 0)
        *(size_t *)sum += (size_t)waiting;
}

size_t
scan_queued(void)
{
    size_t sum = 0;
    each_descriptor(descriptor_queue, &sum);
    return sum;
}

static int
by_address(const void *a, const void *b)
{
    const struct wanted *l = a, *r = b;
    return l->low < r->low ? -1 : l->low > r->low;
}

static void
filters_fill(void)
{
    static const unsigned shifts[] = {3, 4};
    memset(scan.bloom, 0, sizeof scan.bloom);
    memset(scan.halves, 0, sizeof scan.halves);
    scan.low = UINTPTR_MAX;
    scan.high = 0;
    for (size_t i = 0; i < scan.n; i++) {
        struct wanted *w = &scan.w[i];
        w->found = w->encoded = 0;
        if (w->low < scan.low)
            scan.low = w->low;
        if (w->high > scan.high)
            scan.high = w->high;
        for (uintptr_t a = w->low >> 12; a <= (w->high - 1) >> 12; a++)
            bloom_add(scan.bloom, a);
        for (size_t k = 0; k < sizeof shifts / sizeof *shifts; k++)
            bloom_add(scan.halves, half_of(w, shifts[k]));
    }
}

void
scan_memory(struct wanted *w, size_t n, bool thorough)
{
    if (n == 0)
        return;
    scan.w = w;
    scan.n = n;
    scan.thorough = thorough;
    qsort(w, n, sizeof *w, by_address);
    filters_fill();
    scan_ranges(scan_words);
    if (thorough)
        each_descriptor(descriptor_epoll, NULL);
}
