/* Comments that suppress findings, as they stand in one file.
 *
 *     // refaudit: ignore[REF001] reason
 *     // refaudit: ignore[REF*, unchecked-null] until=2030-01-31 reason
 *     // refaudit: ignore-function[GIL002] reason
 *     // refaudit: ignore-file[EXC004] reason
 *     // refaudit: off[REF*] reason ... // refaudit: on[REF*]
 *
 * clang-tidy's NOLINT(refaudit-REF001), NOLINTNEXTLINE, NOLINTBEGIN and
 * NOLINTEND are understood, too, where they name our rules; theirs need no
 * reason.  A bare NOLINT says nothing to us.
 *
 * A comment of ours without a reason, or one that nobody can make sense of,
 * has no effect and says so in `fault`.
 */
#ifndef REFAUDIT_IGNORE_H
#define REFAUDIT_IGNORE_H

#include "rule.h"

enum ignore_scope {
    IGNORE_LINE,
    IGNORE_BLOCK,
    IGNORE_FUNCTION, /* first..last: the head of one, if it follows */
    IGNORE_FILE
};

struct ignore {
    const char *file; /* as source_file.path */
    struct place place;
    enum ignore_scope scope;
    uint32_t first, last; /* lines that it speaks of */
    bool conditional;     /* below an #if: perhaps not compiled */
    const char **rules;   /* patterns as written */
    size_t n_rules;
    bool *used;    /* by rule */
    bool *removed; /* by rule: it ran on all of the code and found nothing */
    bool nolint;
    bool shared;             /* another directive stands in the comment */
    size_t from, to;         /* the comment, in bytes */
    size_t end_from, end_to; /* that of on[...]; 0: there is none */
    const char *reason;
    const char *until; /* "2030-01-31" or NULL */
    bool expired;
    const char *fault; /* or NULL */
};

struct ignores {
    struct ignore *v;
    size_t n, cap;
};

/* `today`: "2026-01-31". */
void ignore_read(arena *keep, const char *file, const char *text, size_t size,
                 const char *today, struct ignores *out);

#endif
