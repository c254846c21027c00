/* Suppression comment without effect
 *
 * A comment that is meant to suppress a finding does not: it gives no
 * reason, names a rule that does not exist, or is not written as it should
 * be.
 *
 * Why it matters: whoever wrote it believes that it works, and whoever reads
 * it later cannot know why the finding was no defect.
 *
 * How to fix: write what was found out, after the bracket:
 *     return NULL; // refaudit: ignore[REF001] the cache owns it
 * ignore speaks of its line or of the statement below, ignore-function of a
 * function, ignore-file of the file, off and on of the lines between them.
 *
 * What it misses: whether the reason is true.
 */
#include "rule.h"

RULE(faulty_suppression) = {
    .id = "SUP001",
    .slug = "faulty-suppression",
    .title = "Suppression comment without effect",
    .level = LEVEL_WARNING,
    .cwe = 1116,
    .tags = "suppression",
    .since = "0.1.0",
};
