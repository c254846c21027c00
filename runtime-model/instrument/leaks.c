/* What was made in each measured call and belongs to nobody: objects with more
 * references than pointers to them, blocks without a pointer. */
#include "alone.h"
#include "making.h"

#define MOST_CANDIDATES ((size_t)1 << 15)
#define MOST_GROUPS 256
#define MOST_GROUP_CHAINS 6
#define CALLS 2 /* in which both sides are watched */

struct candidate {
    struct block *block;
    struct object *object; /* NULL: plain memory */
    intptr_t unexplained;
    intptr_t pointers, encoded;
};

struct group {
    uintptr_t site;
    enum family family;
    const struct type *type;
    unsigned calls; /* bits: in which of them one was lost */
    unsigned born, lost;
    const struct candidate *least;
    unsigned chains[MOST_GROUP_CHAINS]; /* of the lost, up to a 0 */
    unsigned hidden; /* bits: a pointer may be packed somewhere */
};

static struct candidate *candidates;
static struct wanted *wants;
static size_t n_candidates;
static struct group groups[MOST_GROUPS];
static size_t n_groups;

struct wanted
want_object(const struct object *o, uintptr_t low, size_t size)
{
    bool gc = (o->type->flags & TYPE_GC) != 0;
    return (struct wanted){.low = low,
                           .high = low + size,
                           .exact = (uintptr_t)o,
                           .except = gc ? (uintptr_t)o - 16 : 0};
}

static void
candidates_collect(void)
{
    size_t most = MOST_CANDIDATES;
    if (candidates == NULL) {
        candidates = own_get(most * sizeof *candidates);
        wants = own_get(most * sizeof *wants);
    }
    n_candidates = 0;
    for (size_t i = 0; i < arena_count() && n_candidates < most; i++) {
        struct block *b = arena_at(i);
        bool kept = making_number(b) != 0 &&
                    (making_loses(b) || making_instance(b));
        if (b->freed || b->call < 0 || kept)
            continue;
        struct object *o = block_object(b);
        if (o != NULL && object_immortal(o)) {
            x.unobservable = true;
            continue;
        }
        candidates[n_candidates++] = (struct candidate){b, o, 0, 0, 0};
    }
    struct block *b;
    for (size_t i = 0; n_candidates < most && (b = libc_each(&i)) != NULL;) {
        if (b->call >= 0)
            candidates[n_candidates++] = (struct candidate){b, NULL, 0, 0, 0};
    }
}

/* Counts the pointers to all candidates, or to those of one group. */
static void
candidates_scan(bool thorough)
{
    for (size_t i = 0; i < n_candidates; i++) {
        const struct candidate *c = &candidates[i];
        const struct block *b = c->block;
        wants[i] = c->object != NULL
                       ? want_object(c->object, b->address, b->size)
                       : (struct wanted){.low = b->address,
                                         .high = b->address + b->size};
        wants[i].number = i;
    }
    scan_memory(wants, n_candidates, thorough);
    for (size_t i = 0; i < n_candidates; i++) {
        struct candidate *c = &candidates[wants[i].number];
        /* libc uses addresses again, so that old words say nothing: the
         * ledger looks closer. */
        bool old = c->block->family == FAMILY_MALLOC;
        c->pointers = old ? 0 : wants[i].found;
        c->encoded = old ? 0 : wants[i].encoded;
        if (c->object != NULL)
            c->unexplained = object_references(c->object) - c->pointers;
        else
            c->unexplained = c->pointers == 0;
    }
}

static struct group *
group_of(const struct candidate *c)
{
    const struct type *type = c->object == NULL ? NULL : c->object->type;
    for (size_t i = 0; i < n_groups; i++) {
        if (groups[i].site == c->block->site && groups[i].type == type &&
            groups[i].family == c->block->family)
            return &groups[i];
    }
    if (n_groups >= MOST_GROUPS)
        return NULL;
    groups[n_groups] = (struct group){
        .site = c->block->site, .family = c->block->family, .type = type};
    return &groups[n_groups++];
}

static void
chain_add(struct group *g, unsigned chain)
{
    for (size_t i = 0; i < MOST_GROUP_CHAINS; i++) {
        if (g->chains[i] == 0)
            g->chains[i] = chain;
        if (g->chains[i] == chain)
            return;
    }
}

static const char *
group_chains(const struct group *g)
{
    static char text[4096];
    size_t n = 0;
    for (size_t i = 0; i < MOST_GROUP_CHAINS && g->chains[i] != 0; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s",
                              i == 0 ? "" : ";", chain_text(g->chains[i]));
    return n == 0 ? "-" : text;
}

static void
groups_make(void)
{
    n_groups = 0;
    for (size_t i = 0; i < n_candidates; i++) {
        const struct candidate *c = &candidates[i];
        struct group *g = c->unexplained < 1 ? NULL : group_of(c);
        if (g == NULL)
            continue;
        g->calls |= 1U << c->block->call;
        chain_add(g, c->block->chain);
        g->lost++;
        g->born += g->family == FAMILY_MALLOC;
        g->hidden |= (unsigned)(c->encoded > 0) << c->block->call;
        if (g->least == NULL || c->unexplained < g->least->unexplained)
            g->least = c;
    }
    for (size_t i = 0; i < arena_count(); i++) {
        const struct block *b = arena_at(i);
        for (size_t k = 0; k < n_groups && b->call >= 0; k++)
            groups[k].born += groups[k].site == b->site &&
                              groups[k].family == b->family;
    }
}

/* The last call may have left a stale word on the stack; but what Python does
 * only once may keep its object in a variable, which the next call forgets.
 * One pointer that only looks packed is chance. */
static bool
group_proven(const struct group *g)
{
    unsigned calls = plan.measured - !x.hook->entry->once;
    unsigned all = (1U << calls) - 1;
    return (g->calls & all) == all && __builtin_popcount(g->hidden) < 2;
}

static bool
any_proven(void)
{
    bool any = false;
    for (size_t i = 0; i < n_groups; i++)
        any |= group_proven(&groups[i]);
    return any;
}

static bool shown; /* what is proven has been reported */

static bool
block_lost(const struct block *b)
{
    const struct object *o = block_object(b);
    const struct type *type = o == NULL ? NULL : o->type;
    for (size_t i = 0; i < n_groups; i++) {
        const struct group *g = &groups[i];
        if (g->site == b->site && g->family == b->family && g->type == type &&
            group_proven(g))
            return true;
    }
    return false;
}

/* It was reported as lost, and whatever is written in it. */
bool
leaks_have(const struct block *b)
{
    return shown && block_lost(b);
}

/* Something outlives the calls that may remember what seems lost. */
bool
remembered(bool (*is_lost)(const struct block *))
{
    bool remain = false;
    if (!traces_remain(is_lost, &remain))
        return true;
    x.doubtful |= remain;
    return remain;
}

static void
group_report(const struct group *g)
{
    struct shown *s = control_site(g->site);
    bool object = g->type != NULL;
    if (!x.natural && s != NULL && s->leaks)
        return;
    if (s != NULL) {
        s->leaks = true;
        s->plainly |= x.natural;
    }
    if (x.natural && x.hook->entry->once)
        return;
    varied_note(g->site);
    owner_wish("leak", NULL, object ? g->least->block : NULL,
               g->least->block->site, 1);
    intptr_t references = object ? object_references(g->least->object) : 0;
    log_record(
        "leak", x.trial->id, object ? "object" : "block", site_text(g->site),
        object ? object_type_name(g->least->object) : family_name(g->family),
        text_number(g->born), text_number(g->lost),
        text_number((uint64_t)references),
        text_number((uint64_t)g->least->pointers),
        text_number(g->least->block->size), site_text(g->least->block->given),
        group_chains(g),
        fields_text(g->least->block->address,
                    g->least->block->address + g->least->block->size),
        NULL);
    x.found = true;
}

/* The call was there to make the block. */
static bool
block_blames(const struct group *g)
{
    const struct api *a = site_api(g->site);
    if (a == NULL || (a->result != API_BLOCK && a->result != API_NEW &&
                      a->trades == TRADES_NOT))
        return false;
    return g->family != FAMILY_MALLOC || ledger_misses(g->site, CALLS);
}

/* Some calls more, and another for what the last of them left on the stack.
 * What nobody can see being lost is dropped. */
static bool
groups_blame(void)
{
    ledger_begin();
    for (size_t i = 0; i < n_groups; i++) {
        if (group_proven(&groups[i]))
            ledger_expect(groups[i].site, groups[i].family);
    }
    for (int i = 0; i < CALLS; i++) {
        ledger_call(i);
        if (!calls_more(1))
            return false;
        ledger_turn(SIDE_OTHER);
    }
    ledger_call(-1);
    if (!calls_more(1))
        return false;
    ledger_close();
    for (size_t i = 0; i < n_groups; i++) {
        struct group *g = &groups[i];
        bool blamed = g->type == NULL
                          ? block_blames(g)
                          : ledger_blames(g->site, g->family, g->type, CALLS);
        g->calls = blamed ? g->calls : 0;
    }
    return true;
}

/* A group that would be proven is looked at again, for every way to pack a
 * pointer that we know. */
void
leaks_judge(void)
{
    candidates_collect();
    if (n_candidates == 0)
        return;
    candidates_scan(false);
    groups_make();
    for (size_t i = 0; i < n_groups; i++)
        groups[i].calls = varied_known(groups[i].site) ? 0 : groups[i].calls;
    if (!any_proven() || scan_queued() > x.queued)
        return;
    candidates_scan(true);
    groups_make();
    if (!groups_blame() || !any_proven() || remembered(block_lost))
        return;
    shown = true;
    for (size_t i = 0; i < n_groups; i++) {
        if (group_proven(&groups[i]))
            group_report(&groups[i]);
    }
}

/* ---- of one call alone
 * -----------------------------------------------------------
 */

size_t
leaks_of_one(struct lost *out, size_t most, bool thorough)
{
    size_t n = 0;
    candidates_collect();
    candidates_scan(thorough);
    for (size_t i = 0; i < n_candidates && n < most; i++) {
        const struct candidate *c = &candidates[i];
        if (c->object != NULL && c->unexplained >= 1 && c->encoded == 0)
            out[n++] = (struct lost){.site = c->block->site,
                                     .given = c->block->given,
                                     .family = c->block->family,
                                     .type = c->object->type};
    }
    return n;
}

void
leaks_report_one(const struct lost *l)
{
    candidates_collect();
    candidates_scan(true);
    groups_make();
    for (size_t i = 0; i < n_groups; i++) {
        const struct group *g = &groups[i];
        if (g->site == l->site && g->family == l->family && g->type == l->type)
            group_report(g);
    }
}
