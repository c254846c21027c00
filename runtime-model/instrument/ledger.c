/* Who gained the references that nobody can find: the extension, or the other
 * side that it called.
 *
 * A call of the API may lose what it was lent: the interpreter does when it
 * runs out of memory in the wrong place (3.11 and 3.12 lose the arguments of
 * a function whose cells cannot be made), and Python code may hand an object
 * to somebody who loses it or hides it.  So the calls are made again, and at
 * each border between the two sides what an object gained is written down
 * for the side that was at work.  A result that is a new reference, and what
 * a call gives or takes by its contract, changes hands.  An object is lost by
 * the extension unless the other side gained more than can be found, and the
 * extension did not. */
#include "rt.h"

#include <malloc.h>
#include <stdlib.h>

#define MOST_ENTRIES 2048
#define MOST_EXPECTED 64
#define MOST_BLOCKS 256

struct entry {
    struct object *o;
    const struct block *block; /* NULL: was there before */
    int call;
    intptr_t last, ours, theirs, pointers;
};

static struct {
    bool on;
    int call;
    size_t seen; /* blocks of the arena */
    struct {
        uintptr_t site;
        enum family family;
    } expected[MOST_EXPECTED];
    size_t n_expected;
    struct entry entries[MOST_ENTRIES];
    size_t n;
    struct block blocks[MOST_BLOCKS]; /* of libc */
    size_t n_blocks;
} ledger;

void
ledger_begin(void)
{
    ledger.n = ledger.n_expected = ledger.n_blocks = 0;
    ledger.call = 0;
    ledger.on = false;
}

void
ledger_expect(uintptr_t site, enum family family)
{
    if (ledger.n_expected >= MOST_EXPECTED)
        return;
    ledger.expected[ledger.n_expected].site = site;
    ledger.expected[ledger.n_expected++].family = family;
}

static void
entry_add(struct object *o, const struct block *b)
{
    if (ledger.n < MOST_ENTRIES)
        ledger.entries[ledger.n++] = (struct entry){
            .o = o, .block = b, .call = ledger.call};
}

void
ledger_watch(struct object *o)
{
    entry_add(o, NULL);
    if (ledger.n > 0)
        ledger.entries[ledger.n - 1].last = object_references(o);
}

void
ledger_call(int call)
{
    ledger.call = call;
    ledger.seen = arena_count();
    ledger.on = call >= 0;
    for (size_t i = 0; i < ledger.n; i++) {
        struct entry *e = &ledger.entries[i];
        if (e->block == NULL)
            e->last = object_references(e->o);
    }
}

static bool
is_expected(uintptr_t site, enum family family)
{
    for (size_t i = 0; i < ledger.n_expected; i++) {
        if (ledger.expected[i].site == site &&
            ledger.expected[i].family == family)
            return true;
    }
    return false;
}

static void
births_take(void)
{
    for (; ledger.seen < arena_count(); ledger.seen++) {
        const struct block *b = arena_at(ledger.seen);
        if (!b->freed && is_expected(b->site, b->family))
            entry_add(NULL, b);
    }
}

/* An object that is just being made has no number yet. */
void
ledger_turn_but(enum side was, const struct object *mine)
{
    if (!ledger.on)
        return;
    births_take();
    for (size_t i = 0; i < ledger.n; i++) {
        struct entry *e = &ledger.entries[i];
        if (e->block != NULL && e->block->freed)
            continue;
        if (e->o == NULL)
            e->o = block_object(e->block);
        if (e->o == NULL)
            continue;
        intptr_t now = object_references(e->o);
        bool ours = was == SIDE_EXTENSION || e->o == mine;
        *(ours ? &e->ours : &e->theirs) += now - e->last;
        e->last = now;
    }
}

void
ledger_turn(enum side was)
{
    ledger_turn_but(was, NULL);
}

static void
pass_one(const struct object *o)
{
    for (size_t i = 0; i < ledger.n; i++) {
        struct entry *e = &ledger.entries[i];
        if (e->o == o && e->theirs > 0) {
            e->theirs--;
            e->ours++;
        }
    }
}

void
ledger_given(const struct object *o)
{
    if (!ledger.on || o == NULL)
        return;
    pass_one(o);
    /* An instance brings a reference to its type along; the extension frees
     * both. */
    if (memory_readable(&o->type))
        pass_one((const struct object *)o->type);
}

/* ---- blocks of libc ----------------------------------------------------- */

static struct wanted
want_block(const struct block *b)
{
    return (struct wanted){.low = b->address, .high = b->address + b->size};
}

static size_t
pointers_to(const struct block *b)
{
    struct wanted w = want_block(b);
    scan_memory(&w, 1, true);
    return (size_t)(w.found + w.encoded);
}

/* A block of that size at an address that no word of memory names.  What was
 * freed at once may name itself throughout: then memory that was never used
 * is reached at last. */
static struct block
block_unnamed(size_t size, uintptr_t site)
{
    enum { TURNS = 8, DRAIN = 128 };
    struct block b = {0};
    for (int i = 0; i < TURNS; i++) {
        void *p = NULL;
        for (int k = 0; k < DRAIN << i; k++)
            p = malloc(size);
        b = libc_block((uintptr_t)p, site, 0);
        p = NULL;
        if (b.address == 0 || pointers_to(&b) == 0)
            break;
    }
    return b;
}

void *
ledger_block(void *p, uintptr_t site)
{
    if (!ledger.on || !is_expected(site, FAMILY_MALLOC) ||
        ledger.n_blocks >= MOST_BLOCKS)
        return p;
    size_t size = malloc_usable_size(p);
    struct block b = block_unnamed(size, site);
    if (b.address == 0)
        return p;
    memcpy((void *)b.address, p, size);
    free(p);
    b.call = ledger.call;
    ledger.blocks[ledger.n_blocks++] = b;
    return (void *)b.address;
}

bool
ledger_misses(uintptr_t site, int calls)
{
    unsigned missing = 0;
    for (size_t i = 0; i < ledger.n_blocks; i++) {
        const struct block *b = &ledger.blocks[i];
        if (b->site == site && libc_has(b->address) && pointers_to(b) == 0 &&
            libc_lives(b))
            missing |= 1U << b->call;
    }
    return missing == (1U << calls) - 1;
}

/* ---- the end ------------------------------------------------------------ */

static void
pointers_count(void)
{
    static struct wanted w[MOST_ENTRIES];
    size_t n = 0;
    for (size_t i = 0; i < ledger.n; i++) {
        const struct entry *e = &ledger.entries[i];
        if (e->o == NULL || e->block == NULL || e->block->freed)
            continue;
        w[n] = want_object(e->o, e->block->address, e->block->size);
        w[n++].number = i;
    }
    scan_memory(w, n, true);
    for (size_t i = 0; i < n; i++)
        ledger.entries[w[i].number].pointers = w[i].found;
}

void
ledger_close(void)
{
    ledger_turn(SIDE_OTHER);
    ledger.on = false;
    pointers_count();
}

static bool
entry_guilty(const struct entry *e)
{
    return e->theirs <= e->pointers || e->ours > e->pointers;
}

bool
ledger_blames(uintptr_t site, enum family family, const struct type *type,
              int calls)
{
    unsigned guilty = 0;
    for (size_t i = 0; i < ledger.n; i++) {
        const struct entry *e = &ledger.entries[i];
        if (e->o == NULL || e->block == NULL || e->block->freed ||
            e->block->site != site || e->block->family != family ||
            e->o->type != type)
            continue;
        if (object_references(e->o) - e->pointers >= 1 && entry_guilty(e))
            guilty |= 1U << e->call;
    }
    return guilty == (1U << calls) - 1;
}

bool
ledger_blames_for(const struct object *o)
{
    for (size_t i = 0; i < ledger.n; i++) {
        const struct entry *e = &ledger.entries[i];
        if (e->o == o && e->block == NULL)
            return e->theirs <= 0 || e->ours > 0;
    }
    return true; /* no room to watch it */
}
