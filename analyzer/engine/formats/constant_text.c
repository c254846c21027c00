/* Text that the unit itself brings along: a literal, which a variable that
 * never changes has become in front/texts.c, or a parameter that is given
 * nothing else.
 */
#include "call.h"
#include "given.h"

bool
is_constant_text(const struct explorer *x, const struct operand *o)
{
    return o->kind == OPERAND_STRING || given_is_literal(x, o);
}
