/* The state of modules: like an instance with PyModuleDef's slots.  The
 * collector calls m_traverse and m_clear, the end of the module m_free.
 */
#include "types.h"

#include <string.h>

void
types_module_slots(struct types *t, struct type_fact *f)
{
    static const struct {
        const char *field;
        enum slot_id slot;
    } names[] = {{"m_traverse", SLOT_TRAVERSE},
                 {"m_clear", SLOT_CLEAR},
                 {"m_free", SLOT_DEALLOC}};
    f->is_module = true;
    for (size_t i = 0; i < f->global->n_inits; i++) {
        const struct init *in = &f->global->inits[i];
        sym field = in->path[in->n_path - 1].field;
        if (field == NULL)
            continue;
        if (strcmp(field, "m_name") == 0 && in->value.kind == OPERAND_STRING)
            f->name = in->value.name;
        if (strcmp(field, "m_size") == 0 && in->value.kind == OPERAND_INT)
            f->basicsize = in->value.number;
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            if (strcmp(field, names[k].field) == 0)
                f->slots[names[k].slot] = types_slot_value(t, f->unit,
                                                           &in->value);
    }
}

/* The struct that PyModule_GetState() of the module is used as. */
static const struct type *
state_in(const struct type_fact *f, const struct touches *touches)
{
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct reach *at = &touches->v.v[i].at;
        if (at->param == 0 && at->offset >= STATE_OFFSET &&
            at->record != NULL && f->basicsize > 0 &&
            at->record->size == (uint64_t)f->basicsize)
            return at->record;
    }
    return NULL;
}

void
types_module_record(struct types *t, struct type_fact *f)
{
    for (int i = 0; i < SLOT_COUNT && f->record == NULL; i++)
        if (f->slots[i].proc != NULL)
            f->record = state_in(f, touches_of(t, f->slots[i].proc));
}

static void
tell_field(struct checking *c, enum aspect aspect, enum slot_id slot,
           enum answer answer, const struct field_fact *f)
{
    struct type_view v = types_field_view(aspect, answer, f);
    v.of_module = true;
    types_tell(c, v, c->f->slots[slot].proc, NULL, CONFIDENCE_LIKELY);
}

static void
check_field(struct checking *c, const struct field_fact *f)
{
    const struct slot_value *slots = c->f->slots;
    enum answer freed = types_does(c, SLOT_DEALLOC, TOUCH_RELEASE, f);
    enum answer cleared = types_does(c, SLOT_CLEAR, TOUCH_RELEASE, f);
    if (slots[SLOT_TRAVERSE].proc != NULL)
        tell_field(c, ASPECT_TRAVERSE, SLOT_TRAVERSE,
                   types_does(c, SLOT_TRAVERSE, TOUCH_VISIT, f), f);
    if (slots[SLOT_CLEAR].proc != NULL)
        tell_field(c, ASPECT_CLEAR, SLOT_CLEAR,
                   freed != ANSWER_NO ? ANSWER_YES : cleared, f);
    if (slots[SLOT_CLEAR].proc != NULL && slots[SLOT_DEALLOC].proc != NULL &&
        (f->holding == HOLD_ATOM || f->holding == HOLD_TYPE))
        tell_field(c, ASPECT_DEALLOC, SLOT_CLEAR,
                   freed != ANSWER_NO ? freed : cleared, f);
    else if (slots[SLOT_CLEAR].proc == NULL &&
             slots[SLOT_DEALLOC].proc != NULL)
        tell_field(c, ASPECT_DEALLOC, SLOT_DEALLOC, freed, f);
}

void
types_module_check(struct checking *c)
{
    for (size_t i = 0; i < c->f->fields.n; i++) {
        const struct field_fact *f = &c->f->fields.v[i];
        if (field_is_owned(f) && !f->in_union)
            check_field(c, f);
    }
    types_module_state(c);
    types_keep_state(c);
}
