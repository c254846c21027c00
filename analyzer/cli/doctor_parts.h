/* Parts of `refaudit doctor`, private to it. */
#ifndef REFAUDIT_DOCTOR_PARTS_H
#define REFAUDIT_DOCTOR_PARTS_H

#include "front.h"
#include "options.h"

struct doctor {
    arena *keep;
    const struct options *o;
    struct python python;
    struct commands commands;
    unsigned problems;
};

void doctor_ok(const char *what, const char *value);
/* `fix` is a command or a sentence; NULL: the problem says it all. */
void doctor_problem(struct doctor *d, const char *what, const char *problem,
                    const char *fix);
void doctor_note(const char *note);

/* What the project's flags could be learned from. */
void doctor_build(struct doctor *d);
/* Places and files that a run reads or writes. */
void doctor_places(struct doctor *d);

#endif
