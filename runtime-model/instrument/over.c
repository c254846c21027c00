/* What a call that is followed calls outside of the extension runs at full
 * speed: a breakpoint stands where it comes back.  Calls may be nested, as the
 * interpreter calls the extension again, so each knows where the stack will
 * be then; the same place that is reached with another stack is passed. */
#include "owner.h"

#include <link.h>

#define MOST_AWAY 1024
#define MOST_TEXTS 256
#define BREAK 0xcc

static struct away {
    uintptr_t at, sp; /* of the next instruction, and the stack then */
    unsigned char byte;
} away[MOST_AWAY];
static size_t n_away;
static uintptr_t passed; /* until the next instruction */

static struct {
    uintptr_t low, high;
} texts[MOST_TEXTS]; /* of all that is loaded */
static size_t n_texts;

static int
texts_add(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size, (void)data;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        uintptr_t low = info->dlpi_addr + p->p_vaddr;
        if (p->p_type != PT_LOAD || (p->p_flags & PF_X) == 0 ||
            n_texts >= MOST_TEXTS)
            continue;
        texts[n_texts].low = low;
        texts[n_texts++].high = low + p->p_memsz;
    }
    return 0;
}

void
over_begin(void)
{
    n_texts = 0;
    dl_iterate_phdr(texts_add, NULL);
}

static bool
is_text(uintptr_t at)
{
    for (size_t i = 0; i < n_texts; i++)
        if (at >= texts[i].low && at < texts[i].high)
            return true;
    return false;
}

static struct away *
away_at(uintptr_t ip)
{
    for (size_t i = n_away; i-- > 0;)
        if (away[i].at == ip)
            return &away[i];
    return NULL;
}

static void
byte_set(uintptr_t at, unsigned char byte)
{
    *(unsigned char *)at = byte;
}

static void
last_drop(void)
{
    struct away a = away[--n_away];
    if (away_at(a.at) == NULL)
        byte_set(a.at, a.byte);
}

/* Before the first instruction outside.  What binds names when they are first
 * used has two words more on the stack. */
bool
over_leave(uintptr_t sp)
{
    enum { WORDS = 3 };
    const uintptr_t *word = (const uintptr_t *)sp;
    size_t i = 0;
    while (i < WORDS && !is_text(word[i]))
        i++;
    if (i == WORDS || n_away == MOST_AWAY || !code_writable((void *)word[i]))
        return false;
    const struct away *same = away_at(word[i]);
    away[n_away++] = (struct away){
        .at = word[i],
        .sp = sp + 8 * (i + 1),
        .byte = same != NULL ? same->byte : *(const unsigned char *)word[i]};
    byte_set(word[i], BREAK);
    return true;
}

/* The instruction is about to be done: what lies above was left, and a
 * breakpoint that stands there is taken away. */
void
over_arrive(uintptr_t ip, uintptr_t sp)
{
    if (passed != 0 && passed != ip) {
        if (away_at(passed) != NULL)
            byte_set(passed, BREAK);
        passed = 0;
    }
    while (n_away > 0 && away[n_away - 1].sp < sp)
        last_drop();
    if (n_away > 0 && away[n_away - 1].sp == sp && away[n_away - 1].at == ip)
        last_drop();
    const struct away *a = away_at(ip);
    if (a != NULL) {
        byte_set(ip, a->byte);
        passed = ip;
    }
}

/* The call whose return address lies there comes back by itself. */
bool
over_waits(uintptr_t place)
{
    return n_away > 0 && away[n_away - 1].sp == place + 8;
}

void
over_end(void)
{
    while (n_away > 0)
        last_drop();
    passed = 0;
}
