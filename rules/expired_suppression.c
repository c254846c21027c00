/* Suppression comment that has expired
 *
 * The day that a comment names with until= is over; it suppresses nothing
 * any more.
 *
 * Why it matters: somebody wanted to look at this again.
 *
 * How to fix: repair the defect and delete the comment, or give it another
 * day and say why.
 *
 * What it misses: nothing; the day itself, in UTC, still counts.
 */
#include "rule.h"

RULE(expired_suppression) = {
    .id = "SUP003",
    .slug = "expired-suppression",
    .title = "Suppression comment that has expired",
    .level = LEVEL_WARNING,
    .cwe = 1116,
    .tags = "suppression",
    .since = "0.1.0",
};
