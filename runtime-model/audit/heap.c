/* Watches the three allocator domains: which block is live, whose it is, and
 * one chosen allocation that fails. */
#include "audit.h"

#include <string.h>

#define TABLE_SIZE ((size_t)1 << 15)
#define PROBES 64

static struct {
    PyMemAllocatorEx original[DOMAIN_COUNT];
    struct block table[TABLE_SIZE];
    unsigned serial;
    bool watching, armed, failed;
    bool ungated; /* of a domain that needs the GIL, without it */
    unsigned count, nth;
} heap;

static size_t
table_slot(uintptr_t address)
{
    return (size_t)((address >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 40) &
           (TABLE_SIZE - 1);
}

static void
block_add(void *p, size_t size, enum domain domain)
{
    uintptr_t address = (uintptr_t)p;
    size_t slot = table_slot(address);
    for (size_t i = 0; p != NULL && i < PROBES; i++) {
        struct block *b = &heap.table[(slot + i) & (TABLE_SIZE - 1)];
        if (b->address <= 1 || b->address == address) {
            *b = (struct block){address, size, domain, ++heap.serial};
            return;
        }
    }
}

static void
block_remove(const void *p)
{
    uintptr_t address = (uintptr_t)p;
    size_t slot = table_slot(address);
    for (size_t i = 0; p != NULL && i < PROBES; i++) {
        struct block *b = &heap.table[(slot + i) & (TABLE_SIZE - 1)];
        if (b->address == address)
            b->address = 1;
        if (b->address == 0)
            return;
    }
}

static bool
must_fail(enum domain d)
{
    if (heap.armed && d != DOMAIN_RAW && !thread_is_attached())
        heap.ungated = true;
    if (!heap.armed || ++heap.count != heap.nth)
        return false;
    heap.failed = true;
    return true;
}

static void *
watch_malloc(void *ctx, size_t size)
{
    enum domain d = (enum domain)(uintptr_t)ctx;
    if (must_fail(d))
        return NULL;
    void *p = heap.original[d].malloc(heap.original[d].ctx, size);
    block_add(p, size, d);
    return p;
}

static void *
watch_calloc(void *ctx, size_t n, size_t size)
{
    enum domain d = (enum domain)(uintptr_t)ctx;
    if (must_fail(d))
        return NULL;
    void *p = heap.original[d].calloc(heap.original[d].ctx, n, size);
    block_add(p, n * size, d);
    return p;
}

static void *
watch_realloc(void *ctx, void *old, size_t size)
{
    enum domain d = (enum domain)(uintptr_t)ctx;
    if (must_fail(d))
        return NULL;
    void *p = heap.original[d].realloc(heap.original[d].ctx, old, size);
    if (p != NULL) {
        block_remove(old);
        block_add(p, size, d);
    }
    return p;
}

static void
watch_free(void *ctx, void *p)
{
    enum domain d = (enum domain)(uintptr_t)ctx;
    block_remove(p);
    heap.original[d].free(heap.original[d].ctx, p);
}

void
heap_watch(void)
{
    static const PyMemAllocatorDomain domains[] = {
        [DOMAIN_RAW] = PYMEM_DOMAIN_RAW,
        [DOMAIN_MEM] = PYMEM_DOMAIN_MEM,
        [DOMAIN_OBJ] = PYMEM_DOMAIN_OBJ};
    if (heap.watching)
        return;
    for (int d = DOMAIN_RAW; d < DOMAIN_COUNT; d++) {
        PyMemAllocatorEx mine = {(void *)(uintptr_t)d, watch_malloc,
                                 watch_calloc, watch_realloc, watch_free};
        PyMem_GetAllocator(domains[d], &heap.original[d]);
        PyMem_SetAllocator(domains[d], &mine);
    }
    heap.watching = true;
}

void
heap_arm(unsigned nth)
{
    heap.count = 0;
    heap.nth = nth;
    heap.failed = heap.ungated = false;
    heap.armed = true;
}

unsigned
heap_disarm(void)
{
    heap.armed = false;
    return heap.count;
}

bool
heap_has_failed(void)
{
    return heap.failed;
}

bool
heap_was_ungated(void)
{
    return heap.ungated;
}

unsigned
heap_serial(void)
{
    return heap.serial;
}

/* The block that begins there. */
static const struct block *
block_at(uintptr_t address)
{
    size_t slot = table_slot(address);
    for (size_t i = 0; i < PROBES; i++) {
        const struct block *b = &heap.table[(slot + i) & (TABLE_SIZE - 1)];
        if (b->address == address)
            return b;
        if (b->address == 0)
            break;
    }
    return NULL;
}

unsigned
heap_serial_of(const void *object)
{
    static const uintptr_t headers[] = {0, 16, 32, 8, 24};
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        const struct block *b = block_at((uintptr_t)object - headers[i]);
        if (b != NULL && b->size > headers[i])
            return b->serial;
    }
    return 0;
}

unsigned
heap_serial_at(const void *address)
{
    const struct block *b = block_at((uintptr_t)address);
    return b == NULL || (uintptr_t)address <= 1 ? 0 : b->serial;
}

size_t
heap_count_word(const void *word)
{
    size_t n = 0;
    for (size_t i = 0; i < TABLE_SIZE; i++) {
        const struct block *b = &heap.table[i];
        for (size_t k = 0; b->address > 1 && k + sizeof word <= b->size;
             k += sizeof word)
            n += memcmp((char *)b->address + k, &word, sizeof word) == 0;
    }
    return n;
}

struct block
heap_find(const void *address)
{
    uintptr_t a = (uintptr_t)address;
    const struct block *exact = block_at(a), *end = NULL;
    if (exact != NULL && a > 1)
        return *exact;
    for (size_t i = 0; i < TABLE_SIZE; i++) {
        const struct block *b = &heap.table[i];
        if (b->address > 1 && a >= b->address && a < b->address + b->size)
            return *b;
        if (b->address > 1 && a == b->address + b->size)
            end = b;
    }
    return end == NULL ? (struct block){0} : *end;
}

const char *
heap_domain_name(enum domain domain)
{
    static const char *const names[] = {[DOMAIN_NONE] = "none",
                                        [DOMAIN_RAW] = "raw",
                                        [DOMAIN_MEM] = "mem",
                                        [DOMAIN_OBJ] = "obj"};
    return names[domain];
}
