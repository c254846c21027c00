/* Who called whom in the extension when something was made.
 *
 * The call of the API that makes an object often stands in a helper; which of
 * the helper's callers it was for says only the stack.  Walking it costs about
 * as much as making the object, so it is done in experiments alone, and so
 * many times.  Without libc's backtrace() all chains are empty. */
#include "rt.h"

#include <execinfo.h>

#define MOST_CHAINS 4096
#define MOST_FRAMES 40
#define MOST_WALKS 100000

static struct chain {
    uintptr_t ra[MOST_LINKS];
    size_t n;
} chains[MOST_CHAINS];
static unsigned n_chains = 1; /* 0 is the empty one */
static unsigned slots[2 * MOST_CHAINS];
static unsigned walks;

/* It loads what it needs when it is called for the first time. */
void
chains_begin(void)
{
    void *frames[2];
    backtrace(frames, 2);
}

static unsigned
chain_number(const struct chain *c)
{
    uint64_t h = UINT64_C(1469598103934665603);
    for (size_t i = 0; i < c->n; i++)
        h = (h ^ c->ra[i]) * UINT64_C(1099511628211);
    for (size_t i = h >> 40;; i++) {
        unsigned *slot = &slots[i % (2 * MOST_CHAINS)];
        if (*slot == 0) {
            if (n_chains >= MOST_CHAINS)
                return 0;
            chains[n_chains] = *c;
            return *slot = n_chains++;
        }
        const struct chain *o = &chains[*slot];
        if (o->n == c->n && memcmp(o->ra, c->ra, c->n * sizeof *c->ra) == 0)
            return *slot;
    }
}

unsigned
chain_here(void)
{
    void *frames[MOST_FRAMES];
    struct chain c = {.n = 0};
    if (walks++ >= MOST_WALKS)
        return 0;
    api_returns_show(true);
    int n = backtrace(frames, MOST_FRAMES);
    api_returns_show(false);
    for (int i = 0; i < n && c.n < MOST_LINKS; i++) {
        if (loaded_of((uintptr_t)frames[i]) != NULL)
            c.ra[c.n++] = (uintptr_t)frames[i];
        else if (c.n > 0 && hook_calls_entry((uintptr_t)frames[i]))
            break;
    }
    return c.n == 0 ? 0 : chain_number(&c);
}

const char *
chain_text(unsigned number)
{
    static char text[MOST_LINKS * 48];
    size_t n = 0;
    if (number == 0)
        return "-";
    for (size_t i = 0; i < chains[number].n; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s",
                              i == 0 ? "" : ",",
                              text_address(chains[number].ra[i]));
    return text;
}
