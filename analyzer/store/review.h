/* Reviews: what people said of an issue.
 *
 * Verdicts are only ever appended; the last one holds, by time and then by
 * uuid, so that two databases with the same verdicts agree on it whatever
 * the order in which they got them.  Each verdict keeps the hash of the
 * function's body that was looked at: a finding in another body is to be
 * looked at again (store_issue.recheck).
 */
#ifndef REFAUDIT_REVIEW_H
#define REFAUDIT_REVIEW_H

#include "store.h"

extern const char *const review_verdicts[]; /* NULL-terminated */
extern const char *const review_whys[];

struct store_triage {
    const char *verdict, *why; /* why may be NULL */
    const char *comment;       /* or NULL */
    const char *author;
    const char *body_hash; /* that was looked at; NULL: the newest's */
    bool confidential;
};

/* Appends; `id` is a uid or a unique beginning of one.  A wrong id or word
 * is refused with *error and harms nothing. */
bool store_triage(struct store *s, const char *id,
                  const struct store_triage *t, const char **error);
/* Appends what held before the author's last word on it ("unreviewed" when
 * nothing did); refused when the author has said nothing. */
bool store_triage_undo(struct store *s, const char *id, const char *author,
                       const char **error);

/* A verdict as it was given, with the names of its issue. */
struct store_verdict {
    const char *uuid, *at; /* at: RFC 3339, UTC */
    const char *uid, *rule;
    const char *strict, *loose, *body; /* newest fingerprints, or NULL */
    const char *file, *function;       /* where it was seen last, or NULL */
    struct store_triage t;
};

/* The verdicts of one issue (a uid or a unique beginning), or of all with
 * NULL, in the order of time.  Strings live during the callback only. */
bool store_verdicts(struct store *s, const char *id,
                    bool (*each)(void *, const struct store_verdict *),
                    void *data);

enum store_added { VERDICT_ADDED, VERDICT_KNOWN, VERDICT_NO_ISSUE };

/* A verdict that was given elsewhere.  Its issue is the one with the uid,
 * or the only one of the rule with the strict, loose or body fingerprint.
 * False with *error when a word of it is wrong, or the same uuid says
 * something else here. */
bool store_verdict_add(struct store *s, const struct store_verdict *v,
                       enum store_added *added, const char **error);

/* How right a rule was, by the verdicts that hold. */
struct store_quality {
    const char *rule;
    unsigned reviewed; /* issues with a verdict other than unreviewed */
    unsigned true_pos, false_pos;
    double precision; /* < 0: no verdict says */
    const char *whys; /* "infeasible-path:3 wrong-api-model:1", or "" */
};

/* By rule; strings live during the callback only. */
bool store_qualities(struct store *s,
                     bool (*each)(void *, const struct store_quality *),
                     void *data);

#endif
