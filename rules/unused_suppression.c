/* Suppression comment that is not needed
 *
 * The rule that a comment suppresses has looked at this code and found
 * nothing there.
 *
 * Why it matters: the comment tells readers of a problem that does not
 * exist, and will hide the next one that does.
 *
 * How to fix: delete the comment, or the rule from its list.
 *
 * What it misses: comments under #if, of which another configuration may
 * have need; functions that were not analysed; rules that did not run.
 */
#include "rule.h"

RULE(unused_suppression) = {
    .id = "SUP002",
    .slug = "unused-suppression",
    .title = "Suppression comment that is not needed",
    .level = LEVEL_NOTE,
    .cwe = 1116,
    .tags = "suppression",
    .since = "0.1.0",
};
