/* Breakpoints at the beginning of what the interpreter calls while a call is
 * followed: destructors, and other entries. */
#include "history.h"
#include "owner.h"

#define MOST_ENDS 2048
#define PLACES 8192 /* a power of two */
#define BREAK 0xcc

static struct end ends[MOST_ENDS];
static size_t n_ends;
static unsigned short places[PLACES]; /* number of an end from 1 */
static const struct end *lifted;      /* until the next instruction */

static size_t
place_of(uintptr_t at)
{
    size_t i = (size_t)((at * UINT64_C(0x9e3779b97f4a7c15)) >> 32) &
               (PLACES - 1);
    while (places[i] != 0 && ends[places[i] - 1].at != at)
        i = (i + 1) & (PLACES - 1);
    return i;
}

const struct end *
end_at(uintptr_t ip)
{
    size_t n = places[place_of(ip)];
    return n == 0 ? NULL : &ends[n - 1];
}

bool
end_is_entry(const struct end *e)
{
    return e->at == *(const uintptr_t *)&x.hook->target;
}

static void
byte_set(const struct end *e, unsigned char byte)
{
    *(unsigned char *)e->at = byte;
}

void
end_lift(const struct end *e)
{
    byte_set(e, e->byte);
    lifted = e;
}

void
ends_mend(uintptr_t ip)
{
    if (lifted == NULL || lifted->at == ip)
        return;
    if (lifted->armed)
        byte_set(lifted, BREAK);
    lifted = NULL;
}

static void
end_add(function f, enum end_kind kind, bool gives)
{
    uintptr_t at = *(uintptr_t *)&f;
    size_t place = place_of(at);
    if (n_ends >= MOST_ENDS || places[place] != 0 || loaded_of(at) == NULL ||
        !code_writable((void *)at))
        return;
    ends[n_ends++] = (struct end){.at = at,
                                  .byte = *(const unsigned char *)at,
                                  .gives = gives,
                                  .kind = kind};
    places[place] = (unsigned short)n_ends;
}

/* A class made in Python ends with the destructor that it comes from. */
static void
end_of(const struct type *t)
{
    t = object_valid(&t->base) ? type_own(t) : NULL;
    if (t != NULL)
        end_add(hook_real(t->dealloc), END_OF_INSTANCE, false);
}

/* Types that stand in the extension's own memory. */
static void
ends_in(const struct loaded *l)
{
    for (size_t i = 0; l != NULL && i < l->n_segments; i++) {
        const struct segment *s = &l->segments[i];
        uintptr_t at = (s->low + 7) & ~(uintptr_t)7;
        for (; s->write && at + sizeof(struct type) <= s->high; at += 8) {
            const struct type *t = (const struct type *)at;
            if (t->base.type == py.type_type)
                end_of(t);
        }
    }
}

/* Of the types that were met, and of what the calls have made. */
static void
ends_of_types(void)
{
    enum { MOST_BLOCKS = 20000 };
    const struct type *last = NULL;
    const struct kind *k;
    for (size_t i = 0; (k = kind_met(i)) != NULL; i++) {
        if (k->own)
            end_of(k->type);
    }
    for (size_t i = 0; i < arena_count() && i < MOST_BLOCKS; i++) {
        const struct object *o = block_object(arena_at(i));
        if (o == NULL || o->type == last)
            continue;
        last = o->type;
        end_of(last);
    }
    ends_in(loaded_of(*(const uintptr_t *)&x.hook->target));
}

/* Destructors first: some are entries, too. */
void
ends_find(void)
{
    ends_of_types();
    for (size_t i = 0; i < hook_count(); i++) {
        const struct hook *h = hook_table[i];
        if (h != NULL && h->kind == HOOK_ENTRY)
            end_add(h->target, END_AT_ENTRY, h->entry->result == 'o');
    }
}

void
ends_arm(bool on)
{
    for (size_t i = 0; i < n_ends; i++) {
        if (ends[i].armed != on)
            byte_set(&ends[i], on ? BREAK : ends[i].byte);
        ends[i].armed = on;
    }
    lifted = NULL;
}
