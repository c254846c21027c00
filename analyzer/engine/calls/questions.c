/* Functions of which nothing is known but that their name asks something:
 * is_ready(o), _PyModuleSpec_IsInitializing(spec).  Who answers that by a
 * number keeps nothing of what it is asked about.
 */
#include "call.h"

#include <ctype.h>
#include <string.h>

/* The word stands in the name: "is_ready", "frame_is_open", "SpecIsOpen". */
static bool
has_word(const char *name, const char *word)
{
    size_t n = strlen(word);
    for (const char *s = name; *s != '\0'; s++) {
        bool begins = s == name || s[-1] == '_' ||
                      (isupper((unsigned char)s[0]) &&
                       islower((unsigned char)s[-1]));
        if (begins && strncasecmp(s, word, n) == 0 &&
            !islower((unsigned char)s[n]))
            return true;
    }
    return false;
}

bool
call_asks(const struct calling *k)
{
    static const char *const words[] = {"is", "has", "contains", "equal",
                                        "equals"};
    if (k->c != NULL || k->known_body || k->op->callee == NULL ||
        k->op->type == NULL || k->op->type->kind != TYPE_INT ||
        call_passes_function(k))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (has_word(k->op->callee, words[i]))
            return true;
    return false;
}
