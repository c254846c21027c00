/* What the review page shows, as JSON that the database itself makes.
 *
 * Every part is an array.  Strings are as they are in the database: bytes
 * that are no UTF-8 stay what they are, and so does "</script>".
 */
#ifndef REFAUDIT_PART_H
#define REFAUDIT_PART_H

#include "store.h"

enum store_part {
    /* of nothing */
    PART_RUNS,
    PART_AUDIT,    /* verdicts, the latest first */
    PART_DISAGREE, /* issues about which reviewers disagree */
    /* of a run */
    PART_FINDINGS,     /* what to look at next first; not confidential ones */
    PART_CONFIDENTIAL, /* the others */
    PART_RULES,        /* with coverage in the run and verdicts so far */
    PART_GAPS,         /* what was not analysed */
    PART_TYPES,
    /* of a finding */
    PART_PLACE,
    PART_STEPS,
    PART_ALSO,
    PART_FIX,
    PART_SUPPRESSIONS,
    PART_HISTORY,
    PART_EVIDENCE,
    PART_LINKS,
    PART_COUNT
};

/* `of`: number of the run or finding.  False when the database refused. */
bool store_part(struct store *s, struct text *out, enum store_part part,
                int64_t of);
/* Of two runs: [state, uid, rule, finding, file, line, message, function];
 * confidential ones only where `all`. */
bool store_part_diff(struct store *s, struct text *out, int64_t base,
                     int64_t head, bool all);
/* Changes whenever a run or a verdict is added. */
bool store_stamp(struct store *s, struct text *out);
/* A source text by its hash, NULL when it was not kept. */
const char *store_text(struct store *s, arena *keep, const char *hash,
                       size_t *n);
/* What findings of the run rest on: each contract line once; `all` as
 * above. */
bool store_facts(struct store *s, int64_t run, bool all,
                 bool (*each)(void *, const char *fact), void *data);
/* The findings of PART_FINDINGS, in that order. */
bool store_public(struct store *s, int64_t run, bool (*each)(void *, int64_t),
                  void *data);
/* Hashes of the texts that these findings point into. */
bool store_hashes(struct store *s, int64_t run,
                  bool (*each)(void *, const char *hash), void *data);

#endif
