/* What the records of a run say, before anybody asks where it is. */
#ifndef REFAUDIT_READING_H
#define REFAUDIT_READING_H

#include "confirm.h"

/* What a sight is: a rule, the call that began it, where it shows. */
struct reading {
    const char *rule;
    const char *born;  /* site or "-" */
    const char *shown; /* site or address, or "-" */
    bool shown_call;   /* it is behind a call */
    const char *type;
    const char *what; /* with %s for the type */
    unsigned long n, of;
};

/* "-" where there is none. */
const char *sight_field(const struct log_sight *s, size_t i);
/* Nothing that a rule says. */
bool sight_is_plain(const struct log_sight *s);
/* A crash in the extension or below a call of it: what dies elsewhere may die
 * of what another call did long before. */
bool sight_is_placed(const struct log_sight *s);
/* `owner`: where it was traced to, or NULL; `end`: to the end of the instance
 * that it was stored in. */
bool sight_read(const struct log_sight *s, const struct log_sight *owner,
                bool end, struct reading *out);

#endif
