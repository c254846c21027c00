/* `refaudit triage` and its two ways to many verdicts at once. */
#ifndef REFAUDIT_TRIAGE_H
#define REFAUDIT_TRIAGE_H

#include "database.h"
#include "review.h"

struct triage {
    const struct options *o;
    struct store *s;
    const char *author;
};

/* --author, git's user.name, the login; NULL after saying that none is. */
const char *triage_author(const struct options *o);
/* Verdicts against a finding, which need a reason. */
bool triage_is_against(const char *verdict);
/* What the finding rests on, after the verdict that a contract is wrong. */
void triage_name_facts(FILE *out, const struct finding *f);

/* Goes through the queue, or the IDs, and asks; the exit code. */
int triage_ask(struct triage *t);

int triage_export(struct triage *t, const char *path);
int triage_import(struct triage *t, const char *path);

#endif
