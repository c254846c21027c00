/* Memory of our own: mapped, counted, and known, so that a scan for pointers
 * can leave it out. */
#include "rt.h"

#include <link.h>
#include <stdlib.h>
#include <sys/mman.h>

#define CHUNK ((size_t)1 << 20)
#define MOST_MAPPED 256

static struct {
    struct {
        uintptr_t low, high;
    } mapped[MOST_MAPPED];
    size_t n;
    char *next;
    size_t left;
} own;

void *
own_map(size_t size, uintptr_t hint)
{
    /* What lies behind would not begin with a word. */
    size = (size + 4095) & ~(size_t)4095;
    void *p = mmap((void *)hint, size, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED)
        return NULL;
    assert(own.n < MOST_MAPPED);
    own.mapped[own.n].low = (uintptr_t)p;
    own.mapped[own.n].high = (uintptr_t)p + size;
    own.n++;
    return p;
}

void *
own_get(size_t size)
{
    size = (size + 15) & ~(size_t)15;
    if (size >= CHUNK / 4) {
        void *p = own_map((size + 4095) & ~(size_t)4095, 0);
        if (p == NULL)
            abort();
        return p;
    }
    if (size > own.left) {
        own.next = own_map(CHUNK, 0);
        if (own.next == NULL)
            abort();
        own.left = CHUNK;
    }
    void *p = own.next;
    own.next += size;
    own.left -= size;
    return p;
}

char *
own_text(const char *text)
{
    size_t n = strlen(text) + 1;
    return memcpy(own_get(n), text, n);
}

uintptr_t
own_boundary(uintptr_t address, uintptr_t high, bool *ours)
{
    *ours = false;
    for (size_t i = 0; i < own.n; i++) {
        uintptr_t low = own.mapped[i].low;
        if (address >= low && address < own.mapped[i].high) {
            *ours = true;
            return own.mapped[i].high < high ? own.mapped[i].high : high;
        }
    }
    for (size_t i = 0; i < own.n; i++) {
        if (own.mapped[i].low > address && own.mapped[i].low < high)
            high = own.mapped[i].low;
    }
    return high;
}

static struct {
    uintptr_t at[8];
    size_t n;
} shared;

void *
shared_map(size_t size)
{
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
        abort();
    assert(shared.n < sizeof shared.at / sizeof *shared.at);
    shared.at[shared.n++] = (uintptr_t)p;
    return p;
}

bool
shared_has(uintptr_t address)
{
    bool has = false;
    for (size_t i = 0; i < shared.n; i++)
        has |= shared.at[i] == address;
    return has;
}

static int
exclude_object(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size, (void)unused;
    uintptr_t here = (uintptr_t)&own;
    bool self = false;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        uintptr_t low = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
        self |= info->dlpi_phdr[i].p_type == PT_LOAD && here >= low &&
                here < low + info->dlpi_phdr[i].p_memsz;
    }
    for (size_t i = 0; self && i < info->dlpi_phnum; i++) {
        uintptr_t low = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
        if (info->dlpi_phdr[i].p_type != PT_LOAD || own.n >= MOST_MAPPED)
            continue;
        own.mapped[own.n].low = low & ~(uintptr_t)4095;
        own.mapped[own.n].high = (low + info->dlpi_phdr[i].p_memsz + 4095) &
                                 ~(uintptr_t)4095;
        own.n++;
    }
    return self;
}

void
own_exclude_self(void)
{
    dl_iterate_phdr(exclude_object, NULL);
}
