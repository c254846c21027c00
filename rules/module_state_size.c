/* Module state without room
 *
 * The state of a module is used as a struct that is larger than the m_size
 * of its PyModuleDef; or m_size is negative although the module has m_slots.
 *
 * Why it matters: PyModule_GetState() returns NULL where m_size is 0 or
 * negative, and memory that is too short otherwise: writing there overwrites
 * what follows.  A module with m_slots and a negative m_size cannot be
 * imported: SystemError.
 *
 * How to fix: .m_size = sizeof(the struct), or 0 where there is no state.
 *
 * What it misses: states that are used in other files than that of the
 * PyModuleDef, and files with several modules.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    const struct type_view *v = e->type;
    if (v->aspect != ASPECT_STATE)
        return VERDICT_NONE;
    return v->answer == ANSWER_NO ? VERDICT_FOUND : VERDICT_CLEAN;
}

static void
message(const struct event *e, struct text *out)
{
    const struct type_view *v = e->type;
    if (v->detail == NULL)
        text_printf(out,
                    "'%s' has m_slots, but its m_size is %s: the import "
                    "fails",
                    v->name, v->used);
    else
        text_printf(out,
                    "the state of '%s' is used as %s, but its m_size is "
                    "%s",
                    v->name, v->detail, v->used);
}

static void
fix(const struct event *e, struct text *out)
{
    text_add(out, e->type->detail == NULL
                      ? "set m_size to the size of the state, or to 0"
                      : "set m_size to the size of that struct");
}

RULE(module_state_size) = {
    .id = "MOD002",
    .slug = "module-state-size",
    .title = "Module state without room",
    .level = LEVEL_ERROR,
    .cwe = 131,
    .tags = "module crash",
    .since = "0.1.0",
    .events = 1u << EVENT_TYPE,
    .judge = judge,
    .message = message,
    .fix = fix,
};
