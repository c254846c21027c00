/* What a format wants, as JSON.  On its own: the formats of a report have
 * names like those of the units. */
#include "model_wants.h"

#include "format.h"

json_t *
wanted_json(arena *keep, const struct contract *c,
            const struct format_call *call)
{
    struct format_shape shape;
    const char *problem;
    json_t *list = json_array();
    if (!contract_has_format_text(c) ||
        !contract_format(keep, c, call->format, call->version,
                         call->ssize_clean, &shape, &problem))
        return list;
    for (size_t i = 0; i < shape.n_args; i++)
        json_array_append_new(
            list, json_string(format_type_name(keep, &shape.args[i])));
    return list;
}
