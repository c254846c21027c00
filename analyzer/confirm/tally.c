/* From the verdicts of the trials to the outcome of a claim. */
#include "tally.h"

#include <string.h>

void
tally_verdict(struct tally *t, const char *verdict)
{
    if (strcmp(verdict, "infeasible") == 0)
        t->infeasible++;
    else if (strcmp(verdict, "diverged") == 0)
        t->diverged++;
    else if (strcmp(verdict, "unreached") == 0)
        t->unreached++;
    else if (strcmp(verdict, "unobservable") == 0)
        t->unobservable++;
    else if (strcmp(verdict, "refused") == 0)
        t->refused++;
    else if (strcmp(verdict, "doubtful") == 0)
        t->doubtful++;
    else
        t->other++;
}

/* A condition that the outcome of the calls on the path decides. */
static bool
follows_from_calls(const struct finding_step *s)
{
    return strcmp(s->kind, "branch") != 0 ||
           str_ends(s->message, " != NULL") ||
           strstr(s->message, "() failed") != NULL;
}

/* Everything on the path could be watched, and the subject is an object: of
 * blocks of memory the runtime knows less, of releases in between nothing. */
static bool
sees_path(const struct claim *c)
{
    const struct finding *f = c->finding;
    for (size_t i = 0; i < f->n_steps; i++)
        if (!follows_from_calls(&f->steps[i]))
            return false;
    return strcmp(f->rule->id, "REF001") == 0 && !c->lent && c->born.n == 1 &&
           c->wants_failure && c->failing.n == 1;
}

void
tally_conclude(const struct tally *t, const struct claim *c, bool known,
               struct evidence *e)
{
    if (e->outcome == CLAIM_REPRODUCED)
        return;
    e->reached = t->clean;
    if (!known) {
        e->reached = 0;
        e->outcome = CLAIM_INCONCLUSIVE;
        e->detail = "no experiment is known for this rule";
    }
    else if (t->doubtful > 0) {
        e->outcome = CLAIM_INCONCLUSIVE;
        e->detail = "what seems lost may be remembered in a way that cannot "
                    "be searched";
    }
    else if (t->like_it > 0) {
        e->reached = 0;
        e->outcome = CLAIM_INCONCLUSIVE;
        e->detail = "a call showed something like it, of another object";
    }
    else if (t->clean > 0) {
        e->outcome = sees_path(c) && t->straight ? CLAIM_CONTRADICTED
                                                 : CLAIM_REACHED_CLEAN;
        e->graded = true;
        e->grade = t->clean_grade;
    }
    else if (t->made_up) {
        e->outcome = CLAIM_INCONCLUSIVE;
        e->graded = true;
        e->grade = t->made_up_grade;
        e->detail = "only a made-up failure shows it";
    }
    else if (t->n > 0 && t->infeasible == t->n) {
        e->outcome = CLAIM_INFEASIBLE;
        e->detail = "the call does not fail with the arguments seen";
    }
    else if (c->trials.n == 0 && c->inside.n + c->born.n > 0) {
        e->outcome = CLAIM_INCONCLUSIVE;
        e->detail = c->wants_failure && c->failing.n == 0
                        ? "the call that has to fail was not seen"
                        : "it runs outside of every call from Python";
    }
    else if (c->trials.n == 0) {
        e->outcome = CLAIM_NOT_REACHED;
        e->detail = "the command does not go there";
    }
    else {
        e->outcome = CLAIM_INCONCLUSIVE;
        e->detail = t->late > 0           ? "there was no time for all trials"
                    : t->unobservable > 0 ? "only immortal objects"
                    : t->diverged > 0     ? "repeated calls took another way"
                    : t->unreached > 0    ? "the second run took another way"
                    : t->infeasible > 0   ? "the call seldom fails"
                                          : "no trial followed the path";
    }
}
