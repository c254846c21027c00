/* Static variable written without a lock
 *
 * A function that Python calls, or one of its helpers, writes a static or
 * global variable and holds no lock: a counter, a flag, a cache that is filled
 * when it is first asked for.
 *
 * Why it matters: in a free-threaded build two threads can be in the function
 * at once.  One update is lost, an object is made twice and leaked, or another
 * thread sees half of what was written.  With several interpreters, all of
 * them share the variable.
 *
 * How to fix: keep it in the state of the module or of an object and use a
 * PyMutex or critical section; fill it while the module is imported; or make
 * it atomic or thread_local.
 *
 * What it misses: what is written through a pointer to the variable, or by a
 * function of the program that gets its address.  Functions that only run
 * while the module is imported are left out, as are those whose text names a
 * lock.  It runs with --profile ft only.
 */
#include "rule.h"

#include <string.h>

static enum verdict
judge(const struct event *e)
{
    if (e->func->is_header)
        return VERDICT_NONE;
    return e->locked ? VERDICT_CLEAN : VERDICT_FOUND;
}

static void
message(const struct event *e, struct text *out)
{
    const char *name = rule_name(e, out->keep);
    size_t n = strlen(e->func->name);
    if (name != NULL && strncmp(name, e->func->name, n) == 0 && name[n] == '.')
        name += n + 1; /* a static local */
    text_printf(out, "%s() writes the static variable '%s' without a lock",
                e->func->name, name != NULL ? name : "?");
}

static void
fix(const struct event *e, struct text *out)
{
    (void)e;
    text_add(out, "guard it with a PyMutex, make it atomic, or keep it in the "
                  "state of the module");
}

RULE(unguarded_static) = {
    .id = "FTH005",
    .slug = "unguarded-static",
    .title = "Static variable written without a lock",
    .level = LEVEL_NOTE,
    .cwe = 362,
    .tags = "threads free-threading",
    .since = "0.1.0",
    .profile = "ft",
    .events = 1u << EVENT_STATIC,
    .judge = judge,
    .message = message,
    .fix = fix,
};
