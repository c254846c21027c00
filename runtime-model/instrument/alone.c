/* A call that cannot be made a second time: it takes something out of the
 * instance that was there, keeps its result, or puts the argument into what it
 * is made on.  Where no other instance can be made for it, it is made once,
 * as the user makes it.
 *
 * One call proves less than five that do the same, so more is asked of it.
 * An object counts as lost when it has one reference more than pointers, and
 * what was there before when it has gained one, or nobody has that of a field;
 * when the extension's own steps with it, followed one by one, are not even
 * either; when the other side did not gain it; and when nothing that the call
 * has left could be its address in disguise.  What it leaves is the same when
 * all that it makes lies elsewhere, or it may be one: so the call is made
 * again with other addresses, each time in a process in which nothing was
 * called before. */
#include "alone.h"

#include <sys/wait.h>
#include <unistd.h>

#define MOST_LOST 8
#define MOST_LEFT 4096
#define MOST_WORDS 128
/* What has more of them is everybody's: old words that look like a pointer to
 * it come and go. */
#define MOST_REFERENCES 64

enum round { LOOK, NOTE, SHIFT, ROUNDS };

struct count {
    intptr_t references, pointers, encoded;
    intptr_t body, shown; /* words of the instance, visits of tp_traverse */
};

static struct finds {
    struct lost v[MOST_LOST];
    size_t n;
    bool ended; /* the round, in order */
    uint64_t left[MOST_LEFT];
    size_t n_left;
} *finds; /* shared */

static struct count before[MOST_WATCHED], after[MOST_WATCHED];

/* ---- what asks for it ------------------------------------------------- */

static uintptr_t words[MOST_WORDS];
static size_t n_words;
static struct outcome once;
static bool altered;

static const struct object *
self_of_call(void)
{
    const struct object *self = (const struct object *)x.args[0];
    bool has = x.hook->entry->args[0] == 'o' && self != NULL &&
               object_valid(self) && self->type->basicsize > 16;
    return has ? self : NULL;
}

void
alone_begin(void)
{
    const struct object *self = self_of_call();
    n_words = self == NULL ? 0 : (size_t)self->type->basicsize / 8 - 2;
    n_words = n_words < MOST_WORDS ? n_words : MOST_WORDS;
    if (n_words > 0)
        memcpy(words, self + 1, n_words * sizeof *words);
}

void
alone_first(const struct outcome *first)
{
    once = *first;
    altered = n_words > 0 &&
              memcmp(words, (const struct object *)x.args[0] + 1,
                     n_words * sizeof *words) != 0;
}

bool
alone_differs(const struct outcome *now)
{
    return altered || once.trace != now->trace || once.way != now->way;
}

/* ---- one call ------------------------------------------------------------
 */

static void
watched_count(struct count *out, size_t n, bool thorough)
{
    static struct wanted w[MOST_WATCHED];
    for (size_t i = 0; i < n; i++) {
        struct object *o = x.watched[i].o;
        w[i] = want_object(o, (uintptr_t)o, sizeof *o);
        w[i].number = i;
    }
    scan_memory(w, n, thorough);
    for (size_t i = 0; i < n; i++) {
        const struct object *o = x.watched[w[i].number].o;
        out[w[i].number] = (struct count){.references = object_references(o),
                                          .pointers = w[i].found,
                                          .encoded = w[i].encoded};
    }
}

/* How many words of the instance are that object. */
static intptr_t
body_words(const struct object *o)
{
    const struct object *self = self_of_call();
    intptr_t n = 0;
    for (size_t k = sizeof *o;
         self != NULL && k + 8 <= (size_t)self->type->basicsize; k += 8) {
        uintptr_t word;
        memcpy(&word, (const char *)self + k, sizeof word);
        n += word == (uintptr_t)o;
    }
    return n;
}

static int
shown_visit(struct object *o, void *unused)
{
    (void)unused;
    for (size_t i = 0; i < x.n_watched; i++) {
        if (x.watched[i].o == o)
            before[i].shown++;
    }
    return 0;
}

/* What the instance has in its fields, and what of that is its own. */
static void
body_count(struct count *out, bool shown)
{
    struct object *self = (struct object *)x.args[0];
    for (size_t i = 0; i < x.n_watched; i++)
        out[i].body = body_words(x.watched[i].o);
    if (shown && self_of_call() != NULL &&
        (self->type->flags & TYPE_GC) != 0 && self->type->traverse != NULL)
        self->type->traverse(self, shown_visit, NULL);
}

/* One reference more and no pointer, or one pointer less where the instance
 * had its own: other pointers come and go, and own nothing.  An instance may
 * count itself as long as somebody uses it, and another by a number beside. */
static bool
watched_lost(size_t i)
{
    const struct count *b = &before[i], *a = &after[i];
    const struct object *o = x.watched[i].o;
    intptr_t more = a->references - b->references;
    intptr_t pointers = a->pointers - b->pointers;
    bool gained = more == 1 && pointers == 0;
    bool taken = more == 0 && pointers == -1 && b->shown > 0 &&
                 b->body - a->body == 1;
    return (gained || taken) && o != (const struct object *)x.args[0] &&
           !counters_grown(o) && b->references - PIN <= MOST_REFERENCES &&
           a->encoded <= b->encoded;
}

static bool
lost_same(const struct lost *a, const struct lost *b)
{
    return a->watched == b->watched && a->site == b->site &&
           a->family == b->family && a->type == b->type;
}

static size_t
lost_now(struct lost *out, size_t n_watched, bool thorough)
{
    size_t n = 0;
    watched_count(after, n_watched, thorough);
    body_count(after, false);
    for (size_t i = 0; i < n_watched && n < MOST_LOST; i++) {
        if (watched_lost(i))
            out[n++] = (struct lost){.type = x.watched[i].o->type,
                                     .watched = i + 1};
    }
    return n + leaks_of_one(out + n, MOST_LOST - n, thorough);
}

static bool
is_lost(const struct block *b)
{
    const struct object *o = block_object(b);
    const struct lost one = {.site = b->site,
                             .family = b->family,
                             .type = o == NULL ? NULL : o->type};
    for (size_t i = 0; i < finds->n; i++) {
        if (lost_same(&finds->v[i], &one))
            return true;
    }
    return false;
}

static bool
blamed(const struct lost *l)
{
    return l->watched == 0 ? ledger_blames(l->site, l->family, l->type, 1)
                           : ledger_blames_for(x.watched[l->watched - 1].o);
}

static void
ledger_open(void)
{
    ledger_begin();
    for (size_t i = 0; i < finds->n; i++) {
        const struct lost *l = &finds->v[i];
        if (l->watched == 0)
            ledger_expect(l->site, l->family);
        else
            ledger_watch(x.watched[l->watched - 1].o);
    }
    ledger_call(0);
}

/* All that is made from here on lies elsewhere. */
static void
addresses_shift(void)
{
    for (intptr_t n = 5; n < 200; n *= 3)
        py.PyTuple_New(n);
}

static bool
left_before(uint64_t value)
{
    for (size_t i = 0; i < finds->n_left; i++) {
        if (finds->left[i] == value)
            return true;
    }
    return false;
}

/* Something is left that may be the object in disguise: of one that was there
 * before anything may be. */
static bool
disguised(const struct lost *l, const uint64_t *left, size_t n)
{
    if (n == SIZE_MAX || l->watched != 0)
        return n != 0;
    for (size_t i = 0; i < n; i++) {
        if (!left_before(left[i]))
            return true;
    }
    return false;
}

static void
finds_keep(enum round round, const struct lost *now, size_t n_now,
           const uint64_t *left, size_t n_left)
{
    size_t n = 0;
    for (size_t i = 0; i < finds->n; i++) {
        const struct lost *l = &finds->v[i];
        bool again = false;
        for (size_t k = 0; k < n_now; k++)
            again |= lost_same(l, &now[k]);
        if (again && blamed(l) &&
            (round == NOTE || !disguised(l, left, n_left)))
            finds->v[n++] = *l;
    }
    finds->n = n;
}

static void
round_make(enum round round)
{
    static uint64_t left[MOST_LEFT];
    struct lost now[MOST_LOST];
    struct outcome o;
    size_t n_left = 0, n_watched = x.n_watched;
    if (round == SHIFT)
        addresses_shift();
    watched_count(before, n_watched, round != LOOK);
    body_count(before, true);
    if (round != LOOK && !traces_open())
        return;
    if (round != LOOK)
        ledger_open();
    plan.measured = 1;
    counters_begin();
    experiment_call(0, &o);
    if (round != LOOK) {
        ledger_close();
        n_left = traces_close(is_lost, left, MOST_LEFT);
    }
    size_t n = lost_now(now, n_watched, round != LOOK);
    if (round == LOOK) {
        memcpy(finds->v, now, n * sizeof *now);
        finds->n = n;
    }
    else
        finds_keep(round, now, n, left, n_left);
    if (round == NOTE && n_left != SIZE_MAX) {
        memcpy(finds->left, left, n_left * sizeof *left);
        finds->n_left = n_left;
    }
    finds->ended = true;
}

/* ---- all of it
 * --------------------------------------------------------------
 */

static bool
rounds_agree(void)
{
    for (enum round round = LOOK; round < ROUNDS; round++) {
        finds->ended = false;
        pid_t pid = fork();
        if (pid == 0) {
            round_make(round);
            _exit(0);
        }
        if (pid > 0)
            waitpid(pid, NULL, 0);
        if (!finds->ended || finds->n == 0)
            return false;
    }
    return true;
}

static void
report(const struct lost *l)
{
    struct outcome o;
    plan.measured = 1;
    experiment_call(0, &o);
    x.measured = 1;
    steps_report();
    if (l->watched == 0) {
        leaks_report_one(l);
        return;
    }
    struct watched *w = &x.watched[l->watched - 1];
    w->change = 1;
    refleak_report(w);
}

void
alone_judge(void)
{
    finds = shared_map(sizeof *finds);
    if (scan_queued() <= x.queued && !x.crowded && rounds_agree()) {
        for (size_t i = 0; i < finds->n; i++) {
            if (!owner_of_lost(&finds->v[i]))
                continue;
            report(&finds->v[i]);
            crash_verdict(x.found ? "found" : "clean", "-");
        }
    }
    control->said[x.job] = true;
    _exit(0);
}
