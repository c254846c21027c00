/* Calls that were in progress, as the log has them: return addresses between
 * "," and ";". */
#include <string.h>

#include "trials.h"

/* The places of the first of them; *chains is moved behind it. */
static size_t
chain_place(arena *keep, const struct recording *r, const char **chains,
            struct code_place *at)
{
    size_t length = strcspn(*chains, ",;");
    const char *one = arena_strndup(keep, *chains, length);
    *chains += length + ((*chains)[length] != '\0');
    return recording_place(r, one, true, at, MAX_FRAMES);
}

bool
chains_pass(arena *keep, const struct recording *r, const char *chains,
            const struct place *step)
{
    struct code_place at[MAX_FRAMES];
    while (step != NULL && *chains != '\0') {
        size_t n = chain_place(keep, r, &chains, at);
        for (size_t i = 0; i < n; i++)
            if (place_on(&at[i], step))
                return true;
    }
    return false;
}

bool
chains_known(arena *keep, const struct recording *r, const char *chains)
{
    struct code_place at[MAX_FRAMES];
    while (*chains != '\0')
        if (chain_place(keep, r, &chains, at) > 0)
            return true;
    return false;
}
