/* The types of the program: collect, look at their fields, ask. */
#include "types.h"
#include "tables.h"

void
types_run(struct program *p, const struct engine_sink *sink)
{
    if (sink->event == NULL)
        return;
    struct types t = {.p = p, .keep = arena_new()};
    t.touches = ARENA_ARRAY(t.keep, struct touches, p->procs.n);
    types_collect(&t);
    types_fields(&t);
    types_blocks(&t);
    types_check(&t, sink);
    types_tell_all(&t, sink);
    types_check_blocks(&t, sink);
    types_families(&t, sink);
    types_makers(&t, sink);
    types_untracked(&t, sink);
    types_unready(&t, sink);
    types_variables(&t, sink);
    members_check(&t, sink);
    arena_free(t.keep);
}
