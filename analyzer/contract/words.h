/* Private to the room: the words of the grammar, one table each. */
#ifndef REFAUDIT_CONTRACT_WORDS_H
#define REFAUDIT_CONTRACT_WORDS_H

#include "format.h"

/* What may follow a word in parentheses or after a dot. */
enum takes {
    TAKES_NOTHING = 0,
    TAKES_KIND = 1,
    TAKES_NAME = 2,       /* one parameter, required */
    TAKES_MAYBE_NAME = 4, /* one parameter or no parentheses */
    TAKES_TWO_NAMES = 8,
};

struct word {
    const char *name; /* NULL ends the table */
    int value;
    enum takes takes;
};

extern const struct word verb_words[];    /* enum verb */
extern const struct word return_words[];  /* enum result */
extern const struct word attr_words[];    /* enum attr */
extern const struct word seldom_words[];  /* enum seldom */
extern const struct word cause_words[];   /* enum cause */
extern const struct word type_words[];    /* enum object_type, by words */
extern const struct word family_words[];  /* enum format_family */
extern const struct word compare_words[]; /* enum compare */
extern const struct word when_words[];    /* for suggestions only */

enum attr {
    ATTR_UNSTABLE,
    ATTR_CALLS,
    ATTR_DETACHES,
    ATTR_ATTACHES,
    ATTR_ANYTHREAD,
    ATTR_SINCE,
    ATTR_UNTIL,
    ATTR_FAILS,
    ATTR_FORMAT,
    ATTR_ENTERS,
    ATTR_LEAVES,
    ATTR_MAKES,
    ATTR_UTF8,
};

bool word_takes_kind(enum verb verb);
/* NULL when the table has no such word. */
const struct word *word_find(const struct word *table, const char *s,
                             size_t n);
const char *word_name(const struct word *table, int value);
/* ": did you mean 'steals'?" or "". */
const char *word_suggest(arena *keep, const struct word *table, const char *s,
                         size_t n);

/* How two outcomes read in @when: apart from kinds, names and marks. */
bool outcome_reads_like(const struct outcome *a, const struct outcome *b);
bool version_is_before(struct version a, struct version b);

#endif
