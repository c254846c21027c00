/* errno: a call gives its address, which is the same each time; and any other
 * call may change what is there.
 */
#include "call.h"

#include <string.h>

static bool
is_errno(const struct calling *k)
{
    return !k->known_body && k->op->callee != NULL &&
           strcmp(k->op->callee, "__errno_location") == 0;
}

static value
errno_address(struct explorer *x)
{
    return term_intern(&x->terms, (struct term){.kind = VALUE_GLOBAL,
                                                .name = x->p->errno_name});
}

value
errno_place(const struct calling *k)
{
    return is_errno(k) ? errno_address(k->x) : NO_VALUE;
}

void
errno_call(const struct calling *k, struct state *s)
{
    if (!is_errno(k))
        memory_forget(k->x, s, errno_address(k->x), false);
}
