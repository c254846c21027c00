/* The shared objects that are instrumented: who they are, and their calls of
 * the API turned to our stubs. */
#include "rt.h"

#include <dlfcn.h>
#include <elf.h>
#include <link.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static struct loaded *all_loaded;

const struct loaded *
loaded_of(uintptr_t address)
{
    for (const struct loaded *l = all_loaded; l != NULL; l = l->next) {
        for (size_t i = 0; i < l->n_segments; i++) {
            if (l->segments[i].execute && address >= l->segments[i].low &&
                address < l->segments[i].high)
                return l;
        }
    }
    return NULL;
}

const struct loaded *
loaded_named(const char *site)
{
    const char *plus = strchr(site, '+');
    for (const struct loaded *l = all_loaded; plus != NULL && l != NULL;
         l = l->next) {
        size_t n = strlen(l->id);
        if (n == (size_t)(plus - site) && memcmp(l->id, site, n) == 0)
            return l;
    }
    return NULL;
}

const char *
text_address(uintptr_t address)
{
    static __thread char text[4][96];
    static __thread unsigned next;
    char *to = text[next++ % 4];
    Dl_info info;
    const struct loaded *l = loaded_of(address);
    if (address == 0)
        return "-";
    if (l != NULL) {
        snprintf(to, sizeof text[0], "%s+0x%zx", l->id,
                 (size_t)(address - l->base));
        return to;
    }
    if (dladdr((void *)address, &info) == 0 || info.dli_fname == NULL)
        return "-";
    const char *slash = strrchr(info.dli_fname, '/');
    snprintf(to, sizeof text[0], "%s",
             slash == NULL ? info.dli_fname : slash + 1);
    return to;
}

bool
make_writable(void *p, size_t size)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t low = (uintptr_t)p & ~(page - 1);
    uintptr_t high = ((uintptr_t)p + size + page - 1) & ~(page - 1);
    return mprotect((void *)low, high - low, PROT_READ | PROT_WRITE) == 0;
}

bool
code_writable(void *p)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    return mprotect((void *)((uintptr_t)p & ~(page - 1)), page,
                    PROT_READ | PROT_WRITE | PROT_EXEC) == 0;
}

static void
take_build_id(struct loaded *l, const char *note, size_t size)
{
    while (size >= sizeof(ElfW(Nhdr))) {
        const ElfW(Nhdr) *n = (const ElfW(Nhdr) *)note;
        size_t name = (n->n_namesz + 3U) & ~3U;
        size_t desc = (n->n_descsz + 3U) & ~3U;
        size_t whole = sizeof *n + name + desc;
        if (whole > size)
            return;
        if (n->n_type == NT_GNU_BUILD_ID && n->n_descsz >= 8) {
            const unsigned char *id = (const unsigned char *)note + sizeof *n +
                                      name;
            for (int i = 0; i < 8; i++)
                snprintf(l->id + (ptrdiff_t)2 * i, 3, "%02x", id[i]);
            return;
        }
        note += whole;
        size -= whole;
    }
}

static void
take_headers(struct loaded *l, const struct dl_phdr_info *info)
{
    uint64_t h = UINT64_C(1469598103934665603);
    for (const char *p = l->path; *p != '\0'; p++)
        h = (h ^ (unsigned char)*p) * UINT64_C(1099511628211);
    snprintf(l->id, sizeof l->id, "p%015llx", (unsigned long long)(h >> 4));
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        if (p->p_type == PT_LOAD && l->n_segments < MOST_SEGMENTS) {
            l->segments[l->n_segments++] = (struct segment){
                l->base + p->p_vaddr, l->base + p->p_vaddr + p->p_memsz,
                (p->p_flags & PF_W) != 0, (p->p_flags & PF_X) != 0};
        }
        else if (p->p_type == PT_NOTE) {
            take_build_id(l, (const char *)(l->base + p->p_vaddr), p->p_memsz);
        }
    }
}

/* ---- functions that the code names ----------------------------------------
 *
 * An extension may ask whether a slot still holds its own function; a stub
 * there would be another answer.  Code takes an address with `lea`; one that
 * only goes to memory then, as into a table for other extensions, is not
 * asked about. */

/* The instruction behind a `lea` puts what that gave into memory. */
static bool
is_stored(const unsigned char *lea)
{
    const unsigned char *next = lea + 7;
    return next[0] == lea[0] && next[1] == 0x89 && next[2] < 0xc0 &&
           (next[2] >> 3 & 7) == (lea[2] >> 3 & 7);
}

static int
by_value(const void *a, const void *b)
{
    uintptr_t l = *(const uintptr_t *)a, r = *(const uintptr_t *)b;
    return l < r ? -1 : l > r;
}

/* How many there are in the segment; written to `out` unless it is NULL. */
static size_t
taken_find(const struct segment *s, uintptr_t *out)
{
    size_t n = 0;
    for (const unsigned char *p = (const unsigned char *)s->low;
         (uintptr_t)p + 10 <= s->high; p++) {
        int32_t offset;
        if ((p[0] & 0xfb) != 0x48 || p[1] != 0x8d || (p[2] & 0xc7) != 0x05 ||
            is_stored(p))
            continue;
        memcpy(&offset, p + 3, sizeof offset);
        uintptr_t to = (uintptr_t)p + 7 + (uintptr_t)(intptr_t)offset;
        if (to < s->low || to >= s->high)
            continue;
        if (out != NULL)
            out[n] = to;
        n++;
    }
    return n;
}

static void
take_code(struct loaded *l)
{
    size_t n = 0;
    for (size_t i = 0; i < l->n_segments; i++) {
        if (l->segments[i].execute)
            n += taken_find(&l->segments[i], NULL);
    }
    uintptr_t *all = own_get((n + 1) * sizeof *all);
    for (size_t i = 0, k = 0; i < l->n_segments; i++) {
        if (l->segments[i].execute)
            k += taken_find(&l->segments[i], all + k);
    }
    qsort(all, n, sizeof *all, by_value);
    l->taken = all;
    l->n_taken = n;
}

bool
loaded_takes(uintptr_t address)
{
    const struct loaded *l = loaded_of(address);
    return l != NULL && bsearch(&address, l->taken, l->n_taken,
                                sizeof *l->taken, by_value) != NULL;
}

struct tables {
    const ElfW(Sym) * symbols;
    const char *strings;
    const ElfW(Rela) * relocs[2];
    size_t sizes[2];
};

/* glibc has made the addresses in it absolute, other libcs have not. */
static uintptr_t
dynamic_address(const struct loaded *l, const ElfW(Dyn) * d)
{
    return d->d_un.d_ptr < l->base ? l->base + d->d_un.d_ptr : d->d_un.d_ptr;
}

static struct tables
take_tables(const struct loaded *l, const struct dl_phdr_info *info)
{
    struct tables t = {0};
    const ElfW(Dyn) *d = NULL;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        if (info->dlpi_phdr[i].p_type == PT_DYNAMIC)
            d = (const void *)(l->base + info->dlpi_phdr[i].p_vaddr);
    }
    for (; d != NULL && d->d_tag != DT_NULL; d++) {
        if (d->d_tag == DT_SYMTAB)
            t.symbols = (const void *)dynamic_address(l, d);
        else if (d->d_tag == DT_STRTAB)
            t.strings = (const void *)dynamic_address(l, d);
        else if (d->d_tag == DT_RELA)
            t.relocs[0] = (const void *)dynamic_address(l, d);
        else if (d->d_tag == DT_JMPREL)
            t.relocs[1] = (const void *)dynamic_address(l, d);
        else if (d->d_tag == DT_RELASZ)
            t.sizes[0] = d->d_un.d_val;
        else if (d->d_tag == DT_PLTRELSZ)
            t.sizes[1] = d->d_un.d_val;
    }
    return t;
}

static struct api *
api_wanted(const char *name)
{
    struct api *a = plan_api(name);
    if (a == NULL && entries_concern(name)) {
        a = own_get(sizeof *a);
        *a = (struct api){.name = own_text(name), .thread = API_ANY};
    }
    if (a != NULL)
        a->hands = entries_concern(name);
    return a;
}

static void
slot_patch(const struct loaded *l, const struct tables *t,
           const ElfW(Rela) * r)
{
    unsigned type = (unsigned)ELF64_R_TYPE(r->r_info);
    const ElfW(Sym) *s = &t->symbols[ELF64_R_SYM(r->r_info)];
    /* Plain R_X86_64_64 words are tables of functions, which others call and
     * compare; not for us. */
    if (type != R_X86_64_JUMP_SLOT && type != R_X86_64_GLOB_DAT)
        return;
    if (s->st_shndx != SHN_UNDEF || ELF64_ST_TYPE(s->st_info) == STT_OBJECT)
        return;
    const char *name = t->strings + s->st_name;
    struct api *a = api_wanted(name);
    function *slot = (function *)(l->base + r->r_offset);
    if (a == NULL)
        return;
    function real;
    *(void **)&real = dlsym(RTLD_DEFAULT, name);
    function stub = real == NULL ? NULL : hook_api(a, real);
    if (stub == NULL || !make_writable(slot, sizeof *slot))
        return;
    *slot = stub;
    log_record("import", l->id, name, "1", NULL);
}

/* Python looks the function up by name and finds the stub. */
static void
inits_patch(const struct loaded *l, const struct tables *t)
{
    const ElfW(Sym) *end = (const ElfW(Sym) *)(const void *)t->strings;
    for (const ElfW(Sym) *s = t->symbols; s != NULL && s + 1 <= end; s++) {
        if (ELF64_ST_TYPE(s->st_info) != STT_FUNC || s->st_shndx == SHN_UNDEF)
            continue;
        function f;
        *(uintptr_t *)&f = l->base + s->st_value;
        function stub = entry_init(t->strings + s->st_name, f);
        ElfW(Sym) *mine = (ElfW(Sym) *)s;
        if (stub != NULL && make_writable(mine, sizeof *mine))
            mine->st_value = *(uintptr_t *)&stub - l->base;
    }
}

static int
take_object(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size, (void)unused;
    char path[PATH_MAX];
    if (info->dlpi_name == NULL || realpath(info->dlpi_name, path) == NULL ||
        !plan_wants(path))
        return 0;
    for (const struct loaded *l = all_loaded; l != NULL; l = l->next) {
        if (l->base == info->dlpi_addr)
            return 0;
    }
    struct loaded *l = own_get(sizeof *l);
    l->path = own_text(path);
    l->base = info->dlpi_addr;
    take_headers(l, info);
    take_code(l);
    l->next = all_loaded;
    all_loaded = l;
    log_record("object", l->id, l->id, text_hex(l->base), path, NULL);
    struct tables t = take_tables(l, info);
    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; i < t.sizes[k] / sizeof *t.relocs[k]; i++)
            slot_patch(l, &t, &t.relocs[k][i]);
    }
    entries_scan(l);
    inits_patch(l, &t);
    return 0;
}

void
loaded_open(const char *path, int flags)
{
    char real[PATH_MAX];
    if (realpath(path, real) == NULL || !plan_wants(real))
        return;
    /* Never closed: Python opens it again and finds it patched. */
    if (dlopen(path, flags) != NULL)
        dl_iterate_phdr(take_object, NULL);
}
