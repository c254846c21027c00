/* Which type's instances may hold which, by the struct that a field is
 * declared as, and which ways lead back.
 */
#include "types.h"

static bool
points_to(const struct field_fact *field, const struct type_fact *to)
{
    return field->exact && to->record != NULL && !to->is_module &&
           same_record(field->type->target, to->record);
}

/* The first field through which instances of `from` own ones of `to`. */
const struct field_fact *
types_edge(const struct type_fact *from, const struct type_fact *to)
{
    for (size_t i = 0; i < from->fields.n; i++) {
        const struct field_fact *f = &from->fields.v[i];
        if (field_is_owned(f) && !f->in_union && points_to(f, to))
            return f;
    }
    return NULL;
}

const struct type_fact *
types_target(const struct types *t, const struct field_fact *field)
{
    for (size_t i = 0; i < t->v.n; i++)
        if (points_to(field, t->v.v[i]))
            return t->v.v[i];
    return NULL;
}

static bool
holds_anything(const struct field_fact *f)
{
    return field_is_owned(f) && !f->in_union && !f->exact &&
           f->holding == HOLD_OBJECT &&
           (f->settable || f->member || f->is_dict || f->given);
}

bool
types_leads_out(const struct types *t, const struct type_fact *from, int depth)
{
    for (size_t i = 0; i < from->fields.n; i++) {
        const struct field_fact *f = &from->fields.v[i];
        const struct type_fact *to = f->exact && depth > 0 && field_is_owned(f)
                                         ? types_target(t, f)
                                         : NULL;
        if (holds_anything(f) ||
            (to != NULL && to != from && types_leads_out(t, to, depth - 1)))
            return true;
    }
    return false;
}

struct graph_walk {
    const struct types *t;
    const struct type_fact *goal;
    bool *seen;
    struct text *path; /* "b.Block -> 'owner' -> ..." */
};

static bool
walk_back(struct graph_walk *w, const struct type_fact *at)
{
    for (size_t i = 0; i < w->t->v.n; i++) {
        const struct type_fact *to = w->t->v.v[i];
        const struct field_fact *f = w->seen[i] ? NULL : types_edge(at, to);
        if (f == NULL)
            continue;
        w->seen[i] = true;
        struct text rest = {.keep = w->path->keep};
        struct graph_walk next = *w;
        next.path = &rest;
        if (to != w->goal && !walk_back(&next, to))
            continue;
        text_printf(w->path, " --%s--> %s%s", f->path, to->name,
                    text_str(&rest));
        return true;
    }
    return false;
}

const char *
types_cycle(arena *keep, const struct types *t, const struct type_fact *from,
            const struct field_fact *field)
{
    const struct type_fact *to = types_target(t, field);
    if (to == NULL)
        return NULL;
    struct text rest = {.keep = keep};
    struct graph_walk w = {t, from, ARENA_ARRAY(keep, bool, t->v.n), &rest};
    if (to != from && !walk_back(&w, to))
        return NULL;
    return arena_printf(keep, "%s --%s--> %s%s", from->name, field->path,
                        to->name, text_str(&rest));
}
