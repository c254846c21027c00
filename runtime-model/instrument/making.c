/* A call on an instance that was made for it may lose what has been made with
 * it: a part that it takes out of the instance and forgets.  So what is made
 * with it counts for the call, and is followed as if the call had made it; but
 * nothing counts that an instance which is only made and dies loses, too. */
#include "making.h"

#define MOST_LOSING 64

static bool at_work;
static int now; /* number of the call */
static struct {
    size_t first, made; /* blocks of the arena */
    uintptr_t instance;
} calls[MOST_CALLS + 1]; /* from -1: what is not measured */

static struct {
    uintptr_t site;
    enum family family;
} losing[MOST_LOSING];
static size_t n_losing;

void
making_call(int number)
{
    now = number < MOST_CALLS ? number : -1;
    calls[now + 1].first = arena_count();
    calls[now + 1].made = 0;
    calls[now + 1].instance = 0;
}

void
making_begin(void)
{
    at_work = true;
}

void
making_end(const struct object *instance)
{
    at_work = false;
    calls[now + 1].made = arena_count() - calls[now + 1].first;
    calls[now + 1].instance = (uintptr_t)instance;
}

bool
making_instance(const struct block *b)
{
    int call = b->call < MOST_CALLS ? b->call : -1;
    uintptr_t at = calls[call + 1].instance;
    return at >= b->address && at < b->address + b->size;
}

bool
making(void)
{
    return at_work;
}

size_t
making_number(const struct block *b)
{
    int call = b->call < MOST_CALLS ? b->call : -1;
    size_t i = (size_t)(b - arena_at(0)), from = calls[call + 1].first;
    return i >= from && i - from < calls[call + 1].made ? i - from + 1 : 0;
}

struct object *
making_object(size_t number, const struct type *type)
{
    if (number == 0 || number > calls[now + 1].made)
        return NULL;
    const struct block *b = arena_at(calls[now + 1].first + number - 1);
    struct object *o = b->freed ? NULL : block_object(b);
    return o != NULL && (type == NULL || o->type == type) ? o : NULL;
}

bool
making_loses(const struct block *b)
{
    for (size_t i = 0; i < n_losing; i++) {
        if (losing[i].site == b->site && losing[i].family == b->family)
            return true;
    }
    return n_losing >= MOST_LOSING;
}

static void
losing_add(const struct block *b)
{
    if (making_loses(b))
        return;
    losing[n_losing].site = b->site;
    losing[n_losing++].family = b->family;
}

void
making_learn(void)
{
    struct block *b;
    for (size_t i = calls[now + 1].first; i < arena_count(); i++) {
        if (!arena_at(i)->freed)
            losing_add(arena_at(i));
    }
    for (size_t i = 0; (b = libc_each(&i)) != NULL;) {
        if (b->call >= 0)
            losing_add(b);
    }
}
