/* Process that dies in a sweep
 *
 * `refaudit sweep` made one API call fail, as it does when memory runs out,
 * and the process died on the way back to Python: by a signal, an assertion
 * or a fatal error that no other rule explains.
 *
 * Why it matters: an exception that Python could have handled ends the
 * program instead, and what ends it is often memory that was damaged before.
 *
 * How to fix: look at what the code does between the call that fails and
 * the line that is named; `refaudit sweep --keep-logs DIR` keeps the log.
 *
 * What it misses: what the command does not run, and failures of calls that
 * do not allocate.
 */
#include "rule.h"

RULE(runtime_crash) = {
    .id = "RUN001",
    .slug = "runtime-crash",
    .title = "Process that dies in a sweep",
    .level = LEVEL_ERROR,
    .cwe = 248,
    .tags = "runtime",
    .since = "0.1.0",
};
