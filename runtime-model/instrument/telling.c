/* What was seen of a call that was followed, for the log. */
#include "telling.h"

#include "history.h"

static size_t
act_first(const struct tracing *t, size_t act)
{
    size_t i = 0;
    while (i + 1 < t->n_ops && t->ops[i].act != act)
        i++;
    return i;
}

/* Where the destructor, or what it called, has given back another reference
 * to the object; or 0. */
static uintptr_t
given_in(const struct tracing *t, size_t act)
{
    for (size_t i = t->n_ops; i-- > 0;) {
        size_t at = t->ops[i].act;
        while (at != act && at != 0 && at != NOBODY)
            at = t->acts[at].parent;
        if (at == act && t->ops[i].change == GIVES && t->ops[i].how == COUNTED)
            return t->ops[i].ip;
    }
    return 0;
}

/* The destructor has called tp_clear, which is there to give it back; or 0. */
static uintptr_t
cleared_by(const struct tracing *t, size_t act)
{
    for (size_t i = act + 1; i < t->n_acts; i++) {
        uintptr_t at = t->acts[i].function;
        if (t->acts[i].parent == act && at != 0 && at == t->acts[act].clear)
            return at;
    }
    return 0;
}

/* The object was stored, and all is even: who holds it is to blame, when it
 * ends. */
bool
telling_holder(const struct tracing *t, size_t act, char *found)
{
    const struct end *e = t->acts[act].held > 0
                              ? end_at(t->ops[act_first(t, act)].ip - 1)
                              : NULL;
    uintptr_t beside = e == NULL ? 0 : siblings_place(act);
    if (e != NULL && beside == 0)
        beside = given_in(t, act);
    if (e != NULL && beside == 0)
        beside = cleared_by(t, act);
    if (beside != 0)
        snprintf(found, FOUND_SIZE, "%s\tbeside", text_address(beside));
    else if (e != NULL)
        snprintf(found, FOUND_SIZE, "%s\tend", text_address(e->at));
    if (e != NULL)
        return true;
    if (act != 0 || t->acts[0].sum != 0 || t->holder == NULL ||
        !type_ours(t->holder))
        return false;
    snprintf(found, FOUND_SIZE, "%s\tend", dealloc_text(t->holder));
    return true;
}

static const char *
way_text(const struct op *o)
{
    static char text[2][256];
    static unsigned next;
    char *to = text[next++ % 2];
    if (o == NULL || (o->jump == 0 && o->done == 0))
        return "-";
    snprintf(to, sizeof text[0], "%s,%s", text_address(o->jump),
             text_address(o->done));
    return to;
}

void
telling_uneven(const struct tracing *t, const struct uneven *u, char *found)
{
    size_t act = u->act;
    const struct op *o = u->op->act == act ? u->op : NULL;
    size_t n = (size_t)snprintf(found, FOUND_SIZE, "%s", text_address(u->at));
    for (; act > 0 && act != NOBODY && n < FOUND_SIZE - 128 &&
           loaded_of(t->acts[act].ra) != NULL;
         act = t->acts[act].parent)
        n += (size_t)snprintf(found + n, FOUND_SIZE - n, ",%s",
                              text_address(t->acts[act].ra));
    const struct op *on = u->onward;
    if (o != NULL || on != NULL)
        snprintf(found + n, FOUND_SIZE - n, "\t-\t%s\t%s\t%s", way_text(o),
                 text_address(on == NULL ? 0 : u->onward_at), way_text(on));
}

/* Of all that was done to the object: an analysis may have said of one of
 * these places that it is wrong. */
void
telling_places(const struct tracing *t, int left, char *places)
{
    enum { MOST_SAID = 48 };
    uintptr_t said[MOST_SAID];
    size_t n_said = 0, n = 0;
    *places = '\0';
    for (size_t i = 0; i < t->n_ops && n_said < MOST_SAID; i++) {
        uintptr_t ip = t->ops[i].ip;
        size_t k = 0;
        while (k < n_said && said[k] != ip)
            k++;
        if (k < n_said || t->ops[i].change != left || t->ops[i].how == HELD)
            continue;
        said[n_said++] = ip;
        n += (size_t)snprintf(places + n, FOUND_SIZE - n, "%s%s",
                              n == 0 ? "" : ",", text_address(ip));
        if (n >= FOUND_SIZE - 64)
            break;
    }
}

static const char *const hows[] = {"counted", "stored", "removed", "returned",
                                   "held"};

void
telling_ops(const struct tracing *t)
{
    enum { MOST_TOLD = 64 };
    for (size_t i = 0; i < t->n_ops && i < MOST_TOLD; i++) {
        const struct op *o = &t->ops[i];
        log_record("op", x.trial->id, text_number(o->act),
                   o->change == GIVES   ? "gives"
                   : o->change == TAKES ? "takes"
                                        : "none",
                   hows[o->how], o->hidden ? "hidden" : "-",
                   text_address(o->ip), text_address(t->acts[o->act].ra),
                   NULL);
    }
}
