/* Whether the calls of a trial went the way that a claim tells of. */
#include "way.h"

#include <string.h>

static bool
step_taken(const struct log_trial *t, const struct site_list *sites,
           const char *outcome, size_t *from)
{
    for (size_t i = *from; i < t->n_steps; i++)
        if (sites_have(sites, t->steps[i].site) &&
            strcmp(t->steps[i].outcome, outcome) == 0) {
            *from = i + 1;
            return true;
        }
    return false;
}

bool
way_born(const struct claim *c, const struct log_trial *t)
{
    size_t from = 0;
    return t->measured > 0 && c->born.n > 0 &&
           step_taken(t, &c->born, "ok", &from);
}

bool
way_gone(const struct claim *c, const struct log_trial *t)
{
    size_t from = 0;
    if (t->measured == 0)
        return false;
    if (c->born.n > 0 && !step_taken(t, &c->born, "ok", &from))
        return false;
    if (!c->wants_failure)
        return c->born.n > 0;
    size_t then = from, quietly = from;
    return step_taken(t, &c->failing, "fail", &from) ||
           step_taken(t, &c->raising, "fail", &then) ||
           (c->fails_quietly && step_taken(t, &c->failing, "none", &quietly));
}

bool
way_straight(const struct claim *c, const struct log_trial *t)
{
    bool born = false;
    for (size_t i = 0; i < t->n_steps; i++) {
        const struct log_step *s = &t->steps[i];
        bool failing = sites_have(&c->failing, s->site);
        if (failing && strcmp(s->outcome, "fail") == 0)
            return born;
        if (failing || sites_have(&c->born, s->site))
            born = !failing && !born && strcmp(s->outcome, "ok") == 0;
    }
    return false;
}

bool
way_immortal(const struct claim *c, const struct log_trial *t)
{
    for (size_t i = 0; i < t->n_steps; i++)
        if (sites_have(&c->born, t->steps[i].site) &&
            strcmp(t->steps[i].outcome, "immortal") == 0)
            return true;
    return false;
}
