/* The words of the grammar, and the nearest one to a misspelt one. */
#include "words.h"

#include <ctype.h>
#include <string.h>

const struct word verb_words[] = {
    {"null", VERB_NULL, TAKES_NOTHING},
    {"steals", VERB_STEALS, TAKES_KIND | TAKES_MAYBE_NAME},
    {"releases", VERB_RELEASES, TAKES_KIND},
    {"acquires", VERB_ACQUIRES, TAKES_KIND},
    {"retains", VERB_RETAINS, TAKES_KIND | TAKES_MAYBE_NAME},
    {"changes", VERB_CHANGES, TAKES_MAYBE_NAME},
    {"runs", VERB_RUNS, TAKES_KIND | TAKES_MAYBE_NAME},
    {"escapes", VERB_ESCAPES, TAKES_KIND},
    {"gives", VERB_GIVES, TAKES_KIND},
    {"lends", VERB_LENDS, TAKES_KIND | TAKES_MAYBE_NAME},
    {"replaces", VERB_REPLACES, TAKES_KIND},
    {"clears", VERB_CLEARS, TAKES_KIND},
    {"nulls", VERB_NULLS, TAKES_NOTHING},
    {"fills", VERB_FILLS, TAKES_NOTHING},
    {"pairs", VERB_PAIRS, TAKES_KIND},
    {NULL, 0, TAKES_NOTHING},
};

const struct word return_words[] = {
    {"void", RESULT_VOID, TAKES_NOTHING},
    {"new", RESULT_NEW, TAKES_KIND},
    {"fresh", RESULT_FRESH, TAKES_KIND},
    {"lent", RESULT_LENT, TAKES_MAYBE_NAME},
    {"same", RESULT_SAME, TAKES_NAME},
    {"inner", RESULT_INNER, TAKES_NAME},
    {"slot", RESULT_SLOT, TAKES_TWO_NAMES},
    {"NULL", RESULT_NULL, TAKES_NOTHING},
    {"nonnull", RESULT_NONNULL, TAKES_NOTHING},
    {"value", RESULT_VALUE, TAKES_NOTHING},
    {"noreturn", RESULT_NORETURN, TAKES_NOTHING},
    {NULL, 0, TAKES_NOTHING},
};

const struct word attr_words[] = {
    {"unstable", ATTR_UNSTABLE, TAKES_NOTHING},
    {"calls", ATTR_CALLS, TAKES_NOTHING},
    {"detaches", ATTR_DETACHES, TAKES_NOTHING},
    {"attaches", ATTR_ATTACHES, TAKES_NOTHING},
    {"anythread", ATTR_ANYTHREAD, TAKES_NOTHING},
    {"since", ATTR_SINCE, TAKES_NOTHING},
    {"until", ATTR_UNTIL, TAKES_NOTHING},
    {"fails", ATTR_FAILS, TAKES_NOTHING},
    {"format", ATTR_FORMAT, TAKES_NOTHING},
    {"enters", ATTR_ENTERS, TAKES_NOTHING},
    {"leaves", ATTR_LEAVES, TAKES_NOTHING},
    {"makes", ATTR_MAKES, TAKES_NOTHING},
    {"utf8", ATTR_UTF8, TAKES_NOTHING},
    {NULL, 0, TAKES_NOTHING},
};

const struct word seldom_words[] = {
    {"keys", SELDOM_KEYS, TAKES_NOTHING},
    {"numbers", SELDOM_NUMBERS, TAKES_NOTHING},
    {"codecs", SELDOM_CODECS, TAKES_NOTHING},
    {NULL, 0, TAKES_NOTHING},
};

const struct word cause_words[] = {
    {"alloc", CAUSE_ALLOC, TAKES_NOTHING},
    {"type", CAUSE_TYPE, TAKES_NOTHING},
    {"value", CAUSE_VALUE, TAKES_NOTHING},
    {"user", CAUSE_USER, TAKES_NOTHING},
    {"os", CAUSE_OS, TAKES_NOTHING},
    {"early", CAUSE_EARLY, TAKES_NOTHING},
    {"never", CAUSE_NEVER, TAKES_NOTHING},
    {NULL, 0, TAKES_NOTHING},
};

/* What is part of another comes after it. */
const struct word type_words[] = {
    {"int", OBJECT_WHOLE, TAKES_NOTHING},
    {"smallint", OBJECT_INT, TAKES_NOTHING},
    {"float", OBJECT_FLOAT, TAKES_NOTHING},
    {"complex", OBJECT_COMPLEX, TAKES_NOTHING},
    {"str", OBJECT_TEXT, TAKES_NOTHING},
    {"utf8", OBJECT_STR, TAKES_NOTHING},
    {"bytes", OBJECT_BYTES, TAKES_NOTHING},
    {"bytearray", OBJECT_BYTEARRAY, TAKES_NOTHING},
    {"list", OBJECT_LIST, TAKES_NOTHING},
    {"tuple", OBJECT_TUPLE, TAKES_NOTHING},
    {"dict", OBJECT_DICT, TAKES_NOTHING},
    {"set", OBJECT_SET, TAKES_NOTHING},
    {"capsule", OBJECT_CAPSULE, TAKES_NOTHING},
    {"module", OBJECT_MODULE, TAKES_NOTHING},
    {"subclass", OBJECT_DERIVED, TAKES_NOTHING},
    {NULL, 0, TAKES_NOTHING},
};

const struct word family_words[] = {
    {"parse", FAMILY_PARSE, TAKES_NOTHING},
    {"parsekw", FAMILY_PARSEKW, TAKES_NOTHING},
    {"build", FAMILY_BUILD, TAKES_NOTHING},
    {"call", FAMILY_CALL, TAKES_NOTHING},
    {"unicode", FAMILY_UNICODE, TAKES_NOTHING},
    {"unpack", FAMILY_UNPACK, TAKES_NOTHING},
    {"objects", FAMILY_OBJECTS, TAKES_NOTHING},
    {"pack", FAMILY_PACK, TAKES_NOTHING},
    {NULL, 0, TAKES_NOTHING},
};

const struct word compare_words[] = {
    {"==", COMPARE_EQ, TAKES_NOTHING}, {"!=", COMPARE_NE, TAKES_NOTHING},
    {">=", COMPARE_GE, TAKES_NOTHING}, {"<", COMPARE_LT, TAKES_NOTHING},
    {NULL, 0, TAKES_NOTHING},
};

const struct word when_words[] = {
    {"ok", 0, TAKES_NOTHING},      {"fail", 0, TAKES_NOTHING},
    {"void", 0, TAKES_NOTHING},    {"new", 0, TAKES_NOTHING},
    {"fresh", 0, TAKES_NOTHING},   {"lent", 0, TAKES_NOTHING},
    {"same", 0, TAKES_NOTHING},    {"inner", 0, TAKES_NOTHING},
    {"slot", 0, TAKES_NOTHING},    {"NULL", 0, TAKES_NOTHING},
    {"nonnull", 0, TAKES_NOTHING}, {"value", 0, TAKES_NOTHING},
    {NULL, 0, TAKES_NOTHING},
};

const char *
verb_name(enum verb verb)
{
    return word_name(verb_words, (int)verb);
}

const struct word *
word_find(const struct word *table, const char *s, size_t n)
{
    for (const struct word *w = table; w->name != NULL; w++)
        if (strlen(w->name) == n && memcmp(w->name, s, n) == 0)
            return w;
    return NULL;
}

const char *
word_name(const struct word *table, int value)
{
    const struct word *w = table;
    while (w->name != NULL && w->value != value)
        w++;
    assert(w->name != NULL);
    return w->name;
}

#define LONGEST_WORD 40

static unsigned
least(unsigned a, unsigned b, unsigned c)
{
    unsigned ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Number of edits between two words, whatever the case. */
static unsigned
word_distance(const char *a, size_t n_a, const char *b, size_t n_b)
{
    if (n_a > LONGEST_WORD || n_b > LONGEST_WORD)
        return 255;
    unsigned row[LONGEST_WORD + 1];
    for (unsigned j = 0; j <= n_b; j++)
        row[j] = j;
    for (unsigned i = 1; i <= n_a; i++) {
        unsigned diagonal = row[0];
        row[0] = i;
        for (unsigned j = 1; j <= n_b; j++) {
            unsigned above = row[j];
            bool same = tolower((unsigned char)a[i - 1]) ==
                        tolower((unsigned char)b[j - 1]);
            unsigned change = same ? 0 : 1;
            row[j] = least(above + 1, row[j - 1] + 1, diagonal + change);
            diagonal = above;
        }
    }
    return row[n_b];
}

const char *
word_suggest(arena *keep, const struct word *table, const char *s, size_t n)
{
    const char *best = NULL;
    unsigned least_edits = n < 3 ? 1 : n < 4 ? 2 : 3;
    for (const struct word *w = table; w->name != NULL; w++) {
        unsigned edits = word_distance(s, n, w->name, strlen(w->name));
        if (edits < least_edits) {
            least_edits = edits;
            best = w->name;
        }
    }
    if (best == NULL)
        return "";
    return arena_printf(keep, ": did you mean '%s'?", best);
}

bool
word_takes_kind(enum verb verb)
{
    const char *name = verb_name(verb);
    const struct word *w = word_find(verb_words, name, strlen(name));
    return (w->takes & TAKES_KIND) != 0;
}

const char *
object_type_next(unsigned *types)
{
    for (const struct word *w = type_words; w->name != NULL; w++) {
        unsigned these = (unsigned)w->value;
        if ((*types & these) != these)
            continue;
        *types &= ~these;
        return w->name;
    }
    return NULL;
}

bool
kind_lies_in_place(sym kind)
{
    static const char *const kinds[] = {"deflate", "glob", "inflate", "regex",
                                        NULL};
    for (size_t i = 0; kind != NULL && kinds[i] != NULL; i++)
        if (strcmp(kind, kinds[i]) == 0)
            return true;
    return false;
}
