/* Types whose instances the collector should know of, and does not. */
#include "types.h"

bool
types_is_plain(const struct type_fact *f)
{
    for (; f != NULL; f = f->base)
        if (f->base_unknown || f->flags_unknown ||
            (f->base_name != NULL && f->base == NULL))
            return false;
    return true;
}

/* Whatever the function puts there it takes out again. */
static bool
takes_back(const struct type_fact *type, const struct procedure *proc,
           const struct touches *touches, const struct touch *store,
           const struct field_fact *f)
{
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *one = &touches->v.v[i];
        if (one->kind == TOUCH_STORE && one->holding == HOLD_NOTHING &&
            one->at.level == 0 && one->at.record != NULL &&
            same_record(one->at.record, type->record) &&
            touch_hits(type, one, f) &&
            op_comes_after(proc->func, store->op, one->op))
            return true;
    }
    return false;
}

/* It holds something only while a function of the program runs. */
static bool
is_transient(struct types *t, const struct type_fact *type,
             const struct field_fact *f)
{
    bool stored = false;
    const struct record_touches *to = types_touched(t, type->record);
    for (size_t i = 0; i < to->v.n; i++) {
        const struct touch *one = to->v.v[i].one;
        struct procedure *proc = to->v.v[i].proc;
        if (one->kind != TOUCH_STORE || one->at.level != 0 ||
            one->holding == HOLD_NOTHING || !touch_hits(type, one, f))
            continue;
        stored = true;
        if (!takes_back(type, proc, touches_of(t, proc), one, f))
            return false;
    }
    return stored;
}

static enum need
field_need(struct types *t, const struct type_fact *type,
           const struct field_fact *f)
{
    if (!types_judged(f) || !field_is_owned(f) || f->holding != HOLD_OBJECT ||
        types_passing(f))
        return NEED_NONE;
    if (f->exact) {
        const struct type_fact *to = types_target(t, f);
        return to != NULL && types_leads_out(t, to, 2) &&
                       !is_transient(t, type, f)
                   ? NEED_TARGET
                   : NEED_NONE;
    }
    return f->member || f->is_dict || f->settable ? NEED_SETTABLE : NEED_FIELD;
}

static bool
owns_fields(const struct type_fact *f)
{
    for (size_t i = 0; i < f->fields.n; i++)
        if (field_is_owned(&f->fields.v[i]))
            return true;
    return false;
}

/* The fields of nodes that tp_dealloc frees: what they hold is held by the
 * instance. */
static void
nodes_need(struct checking *c, struct type_view *v)
{
    for (size_t k = 0; k < c->f->nodes.n; k++) {
        const struct node_fact *node = &c->f->nodes.v[k];
        if (node->fields.n == 0 || node->deep || !types_owns_nodes(c, node))
            continue;
        for (size_t i = 0; i < node->fields.n; i++) {
            const struct field_fact *f = &node->fields.v[i];
            enum need need = field_need(c->t, c->f, f);
            if (need == NEED_FIELD && f->given && f->borrowed_stores == 0)
                need = NEED_SETTABLE;
            if (need == NEED_NONE || need == NEED_TARGET ||
                (v->need != NEED_NONE && v->need <= need))
                continue;
            v->need = need;
            v->field = f->path;
        }
    }
}

/* Modules that are made in phases end while the process runs, and their types
 * with them, unless an instance that is stored in either keeps both. */
static bool
may_outlive_module(const struct checking *c)
{
    bool any = false;
    if (!c->f->making_seen)
        return false;
    for (size_t i = 0; i < c->t->v.n; i++) {
        const struct type_fact *module = c->t->v.v[i];
        if (module->is_module && !types_module_has_phases(module))
            return false;
        any |= module->is_module;
    }
    return any;
}

void
types_collected(struct checking *c)
{
    if (!types_is_plain(c->f))
        return;
    struct type_view v = {.aspect = ASPECT_COLLECTED, .answer = ANSWER_YES};
    if (type_has_gc(c->f)) {
        types_tell(c, v, NULL, NULL, CONFIDENCE_CERTAIN);
        return;
    }
    for (size_t i = 0; i < c->f->fields.n; i++) {
        enum need need = field_need(c->t, c->f, &c->f->fields.v[i]);
        if (need == NEED_NONE || (v.need != NEED_NONE && v.need <= need))
            continue;
        v.need = need;
        v.field = c->f->fields.v[i].path;
        v.detail = need == NEED_TARGET
                       ? types_target(c->t, &c->f->fields.v[i])->name
                       : NULL;
    }
    nodes_need(c, &v);
    enum confidence confidence = v.need == NEED_SETTABLE ||
                                         v.need == NEED_TARGET
                                     ? CONFIDENCE_LIKELY
                                     : CONFIDENCE_POSSIBLE;
    /* Some put data there, which their metaclass takes out again. */
    if (c->f->slots[SLOT_TRAVERSE].name != NULL) {
        v.need = NEED_TRAVERSE;
        v.field = NULL;
        confidence = owns_fields(c->f) ? CONFIDENCE_CERTAIN
                     : c->f->heap      ? CONFIDENCE_LIKELY
                                       : CONFIDENCE_POSSIBLE;
    }
    if (v.need == NEED_NONE && c->f->heap && types_at_least(c, 9)) {
        v.need = NEED_HEAP_TYPE;
        if (may_outlive_module(c))
            confidence = CONFIDENCE_LIKELY;
    }
    if ((c->f->flags & TPFLAG_MANAGED_DICT) != 0 && types_at_least(c, 12)) {
        v.need = NEED_DICT;
        v.field = NULL;
        confidence = CONFIDENCE_CERTAIN;
    }
    v.answer = v.need == NEED_NONE ? ANSWER_YES : ANSWER_NO;
    types_tell(c, v, NULL, NULL, confidence);
}
