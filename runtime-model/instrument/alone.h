/* What a single call loses. */
#ifndef REFRT_ALONE_H
#define REFRT_ALONE_H

#include "rt.h"

/* Trials of that number are made by a single call. */
#define JOB_ALONE (MOST_JOBS - 1)

/* An object that the call has made, or that was there before. */
struct lost {
    uintptr_t site, given; /* calls that made it, and gave it later */
    enum family family;
    const struct type *type;
    size_t watched; /* number of what was there, from 1; 0: it was made */
};

/* Around the first call of a trial with several, and after the others. */
void alone_begin(void);
void alone_first(const struct outcome *first);
bool alone_differs(const struct outcome *now);

/* In a process in which nothing was called yet. */
_Noreturn void alone_judge(void);

/* leaks.c: objects that belong to nobody, of those that the call has made. */
size_t leaks_of_one(struct lost *out, size_t most, bool thorough);
void leaks_report_one(const struct lost *l);
/* counters.c: since counters_begin() a number has grown by one. */
bool counters_grown(const struct object *o);
/* judge.c */
void refleak_report(const struct watched *w);
/* owner.c: the line is looked for; whether there is one. */
bool owner_of_lost(const struct lost *l);

/* traces.c: around one call.  What it has left that may name anything else;
 * SIZE_MAX: that cannot be said. */
bool traces_open(void);
size_t traces_close(bool (*is_lost)(const struct block *), uint64_t *left,
                    size_t most);

#endif
