/* The table of types as people ask for it: see struct type_info. */
#include "types.h"

#include <string.h>

static const char *
base_of(const struct type_fact *f)
{
    if (f->base != NULL)
        return f->base->name;
    return f->base_name != NULL ? f->base_name
                                : (f->base_unknown ? "?" : NULL);
}

/* As the runtime will see them, inherited ones included. */
static const char *
flags_of(arena *keep, const struct type_fact *f)
{
    struct text t = {.keep = keep};
    static const struct {
        int64_t bit;
        const char *name;
    } names[] = {{TPFLAG_BASETYPE, " BASETYPE"},
                 {TPFLAG_IMMUTABLE, " IMMUTABLETYPE"},
                 {TPFLAG_NO_INSTANTIATION, " DISALLOW_INSTANTIATION"},
                 {TPFLAG_MANAGED_DICT, " MANAGED_DICT"},
                 {TPFLAG_MANAGED_WEAKREF, " MANAGED_WEAKREF"}};
    if (f->flags_unknown)
        return "?";
    if (type_has_gc(f))
        text_add(&t, (f->flags & TPFLAG_HAVE_GC) != 0 ? " HAVE_GC"
                                                      : " HAVE_GC(inherited)");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if ((f->flags & names[i].bit) != 0)
            text_add(&t, names[i].name);
    const char *s = text_str(&t);
    return *s == ' ' ? s + 1 : s;
}

static const char *
slot_name(arena *keep, const struct type_fact *f, enum slot_id id)
{
    const struct slot_value *v = type_slot(f, id);
    if (!v->set)
        return f->base_unknown ? "?" : NULL;
    const char *name = v->name != NULL ? v->name : "?";
    return f->slots[id].set ? name
                            : arena_printf(keep, "%s (inherited)", name);
}

static const char *
owner_of(const struct field_fact *f)
{
    if (f->is_dict)
        return "__dict__";
    if (f->is_weaklist)
        return "weak references";
    if (field_is_owned(f))
        return f->borrowed_stores > 0 ? "owned, borrowed sometimes" : "owned";
    if (f->unknown_stores > 0)
        return "unknown";
    return f->borrowed_stores > 0 ? "borrowed" : "never set";
}

static const char *
held_by(const struct types *t, const struct field_fact *f)
{
    const struct type_fact *to = f->exact ? types_target(t, f) : NULL;
    if (to != NULL)
        return to->name;
    switch (f->holding) {
    case HOLD_NOTHING:
        return "nothing";
    case HOLD_ATOM:
        return "an object without references";
    case HOLD_TYPE:
        return "a type";
    case HOLD_CLEARED:
        return "a container made here";
    case HOLD_TUPLE:
        return "a tuple made here";
    case HOLD_OBJECT:
        break;
    }
    return f->exact ? f->type->target->name : "any object";
}

static bool
can_cycle(const struct types *t, const struct field_fact *f)
{
    return field_is_owned(f) &&
           (types_target(t, f) != NULL ||
            (f->holding != HOLD_ATOM && f->holding != HOLD_TYPE &&
             f->holding != HOLD_NOTHING));
}

static struct type_field
field_info(struct checking *c, const struct field_fact *f)
{
    const struct type_fact *to = types_target(c->t, f);
    return (struct type_field){
        .path = f->path,
        .offset = f->offset,
        .owner = owner_of(f),
        .holds = held_by(c->t, f),
        .target = to != NULL ? to->global->name : NULL,
        .settable = f->member || f->is_dict || f->settable,
        .can_cycle = can_cycle(c->t, f),
        .in_cycle = field_is_owned(f) &&
                    types_cycle(c->scratch, c->t, c->f, f) != NULL,
        .visited = types_does(c, SLOT_TRAVERSE, TOUCH_VISIT, f),
        .cleared = types_does(c, SLOT_CLEAR, TOUCH_RELEASE, f),
        .released = types_does(c, SLOT_DEALLOC, TOUCH_RELEASE, f),
    };
}

static struct type_field
node_info(struct checking *c, const struct node_fact *node,
          const struct field_fact *f)
{
    struct type_field info = field_info(c, f);
    info.in_cycle = false;
    info.can_cycle = info.can_cycle && types_nodes_last(c, node);
    info.settable = f->given;
    info.visited = types_node_does(c, SLOT_TRAVERSE, TOUCH_VISIT, node, f);
    info.cleared = types_node_does(c, SLOT_CLEAR, TOUCH_RELEASE, node, f);
    info.released = types_node_does(c, SLOT_DEALLOC, TOUCH_RELEASE, node, f);
    return info;
}

/* Its own fields, then those of the nodes that it frees. */
static void
fields_info(struct checking *c, struct type_info *info)
{
    size_t n = 0, max = c->f->fields.n;
    for (size_t k = 0; k < c->f->nodes.n; k++)
        max += c->f->nodes.v[k].fields.n;
    struct type_field *v = ARENA_ARRAY(c->scratch, struct type_field, max + 1);
    for (size_t i = 0; i < c->f->fields.n; i++)
        v[n++] = field_info(c, &c->f->fields.v[i]);
    for (size_t k = 0; k < c->f->nodes.n; k++) {
        const struct node_fact *node = &c->f->nodes.v[k];
        bool own = node->fields.n > 0 && types_owns_nodes(c, node);
        for (size_t i = 0; own && i < node->fields.n; i++)
            v[n++] = node_info(c, node, &node->fields.v[i]);
    }
    info->fields = v;
    info->n_fields = n;
}

/* What the collector makes of instances. */
static const char *
verdict_of(const struct type_fact *f, const struct type_info *info)
{
    bool gc = type_has_gc(f), hidden = false, needed = false, unsure = false;
    for (size_t i = 0; i < info->n_fields; i++) {
        const struct type_field *m = &info->fields[i];
        needed |= m->can_cycle;
        hidden |= m->can_cycle && m->visited == ANSWER_NO;
        unsure |= m->can_cycle && m->visited == ANSWER_UNKNOWN;
    }
    if (f->flags_unknown || (f->record == NULL && !f->is_module))
        return "unknown";
    if (f->is_module && !f->slots[SLOT_TRAVERSE].set)
        return needed ? "not collected" : "no references";
    if (!gc && !f->is_module)
        return needed ? "not collected" : "no references";
    if (hidden)
        return "hides references";
    return unsure ? "unknown" : "collected";
}

static void
tell_type(struct types *t, const struct type_fact *f,
          const struct engine_sink *sink)
{
    arena *scratch = arena_new();
    struct checking c = {.t = t, .sink = sink, .f = f, .scratch = scratch};
    struct type_info info = {.unit = f->unit,
                             .loc = f->loc,
                             .name = f->name,
                             .variable = f->global->name,
                             .kind = f->is_module ? "module"
                                     : f->heap    ? "heap"
                                                  : "static",
                             .base = base_of(f),
                             .flags = flags_of(scratch, f),
                             .record = f->record != NULL ? f->record->name
                                                         : NULL};
    for (int i = 0; i < SLOT_COUNT; i++) {
        info.slots[i].name = slot_id_name((enum slot_id)i);
        info.slots[i].function = slot_name(scratch, f, (enum slot_id)i);
    }
    assert(SLOT_COUNT == TYPE_INFO_SLOTS);
    fields_info(&c, &info);
    info.verdict = verdict_of(f, &info);
    sink->type(sink->data, &info);
    arena_free(scratch);
}

void
types_tell_all(struct types *t, const struct engine_sink *sink)
{
    for (size_t i = 0; sink->type != NULL && i < t->v.n; i++)
        tell_type(t, t->v.v[i], sink);
}
