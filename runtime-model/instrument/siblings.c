/* Which function gives back the fields of an instance that dies: a destructor
 * leaves some of them to its tp_clear, and to those of base types.  A field
 * that nobody gives back belongs where those beside it are given back. */
#include "history.h"
#include "owner.h"

#define MOST_WORDS 128
#define MOST_DYING 8
#define MOST_SEEN 256

static struct {
    size_t act;
    uintptr_t words[MOST_WORDS];
    size_t n;
    size_t missing; /* of the object that is followed */
} dying[MOST_DYING];
static size_t n_dying;

static struct {
    size_t instance, word;
    uintptr_t ip; /* one behind the beginning of the instruction */
} seen[MOST_SEEN];
static size_t n_seen;

void
siblings_forget(void)
{
    n_dying = n_seen = 0;
}

/* The destructor is about to begin. */
void
siblings_begin(size_t act, uintptr_t self, uintptr_t end, uintptr_t o)
{
    if (n_dying >= MOST_DYING)
        return;
    dying[n_dying].act = act;
    dying[n_dying].n = dying[n_dying].missing = 0;
    for (size_t i = 0; i < MOST_WORDS && self + 8 * (i + 1) <= end; i++) {
        const void *at = (const void *)(self + 8 * i);
        uintptr_t word = memory_readable(at) ? *(const uintptr_t *)at : 0;
        dying[n_dying].words[i] = i < 2 ? 0 : word;
        dying[n_dying].n = i + 1;
        if (i >= 2 && word == o)
            dying[n_dying].missing = i;
    }
    n_dying += dying[n_dying].missing != 0;
}

/* The count of what lies there is changed, or it is given to a call. */
void
siblings_look(uintptr_t ip, uintptr_t address, uintptr_t o)
{
    for (size_t i = 0; i < n_dying && address != 0 && address != o; i++) {
        for (size_t k = 2; k < dying[i].n; k++) {
            if (dying[i].words[k] == address && n_seen < MOST_SEEN) {
                seen[n_seen].instance = i;
                seen[n_seen].word = k;
                seen[n_seen++].ip = ip;
            }
        }
    }
}

static size_t
far(size_t a, size_t b)
{
    return a < b ? b - a : a - b;
}

/* Where the next one to it is given back; of two as near, the later one: it
 * stands behind, and so does what is missing. */
uintptr_t
siblings_place(size_t act)
{
    uintptr_t place = 0;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < n_seen; i++) {
        size_t d = far(seen[i].word, dying[seen[i].instance].missing);
        if (dying[seen[i].instance].act != act || d > least)
            continue;
        least = d;
        place = seen[i].ip;
    }
    return place;
}
