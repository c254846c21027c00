/* Which calls give or take instances of the extension's own types. */
#include "rt.h"

#define TYPE_SLOTS 1024
#define MOST_OF_TYPE 4 /* calls that are written down, each way */

static struct {
    const struct type *type;
    unsigned char results, selves;
} seen[TYPE_SLOTS];

/* False when there is no more to say of that type. */
static bool
note(const struct hook *h, const struct object *o, bool result)
{
    const struct type *t = o->type;
    size_t i = (size_t)(((uintptr_t)t >> 4) * UINT64_C(0x9E3779B97F4A7C15) >>
                        40) %
               TYPE_SLOTS;
    if (seen[i].type == NULL)
        seen[i].type = t;
    unsigned char *n = result ? &seen[i].results : &seen[i].selves;
    if (seen[i].type != t || *n >= MOST_OF_TYPE)
        return false;
    function dealloc = hook_real(t->dealloc);
    if (loaded_of(*(uintptr_t *)&dealloc) == NULL) {
        *n = MOST_OF_TYPE;
        return false;
    }
    ++*n;
    log_record("instance", process_name, h->id, text_number(h->calls), t->name,
               text_address(*(uintptr_t *)&dealloc),
               result ? "result" : "self", NULL);
    return true;
}

void
instances_note(struct hook *h, const intptr_t *args, intptr_t value)
{
    const struct object *self = (const struct object *)args[0];
    const struct object *result = (const struct object *)value;
    if (h->entry->args[0] == 'o' && self != NULL &&
        self->type != h->told_self && strcmp(h->entry->name, "tp_new") != 0 &&
        !note(h, self, false))
        h->told_self = self->type;
    if (h->entry->result == 'o' && result != NULL && !h->entry->once &&
        result->type != h->told_result && !note(h, result, true))
        h->told_result = result->type;
}
