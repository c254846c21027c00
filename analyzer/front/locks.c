/* Does the text of a function name a lock?
 *
 * Builds with the GIL have nothing in many of these macros, and projects have
 * names of their own for locks: the text tells more than the calls do.
 */
#include "lower.h"

#include <ctype.h>
#include <string.h>

static const char *const words[] = {
    "CRITICAL_SECTION", "utex",           "UTEX", "LOCK", "lock", "Lock",
    "atomic",           "Py_GIL_DISABLED"};

/* A block, or a clock. */
static bool
is_other_word(const char *text, const char *at)
{
    return at > text && tolower((unsigned char)at[0]) == 'l' &&
           strchr("bBcC", at[-1]) != NULL;
}

bool
names_lock(const char *text)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (const char *at = strstr(text, words[i]); at != NULL;
             at = strstr(at + 1, words[i]))
            if (!is_other_word(text, at))
                return true;
    return false;
}

/* Their contracts say what they take and release. */
static bool
is_followed(const char *word)
{
    static const char *const known[] = {"Py_BEGIN_CRITICAL_SECTION",
                                        "Py_END_CRITICAL_SECTION",
                                        "PyCriticalSection",
                                        "PyMutex",
                                        "PyThread_acquire_lock",
                                        "PyThread_release_lock",
                                        "pthread_mutex_"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_starts(word, known[i]))
            return true;
    return false;
}

static bool
is_upper(const char *word)
{
    for (; *word != '\0'; word++)
        if (islower((unsigned char)*word))
            return false;
    return true;
}

/* A call, a macro, or an object that locks while it lives: no variable. */
static bool
locks_unseen(const char *word, const char *rest)
{
    rest += strspn(rest, " ");
    if (!names_lock(word) || is_followed(word) ||
        strstr(word, "atomic") != NULL) /* guards itself only */
        return false;
    return *rest == '(' || *rest == '<' || is_upper(word) ||
           strstr(word, "lock_guard") != NULL ||
           strcmp(word, "Py_GIL_DISABLED") == 0;
}

bool
names_unseen_lock(arena *scratch, const char *text, const struct unit *u)
{
    /* Before 3.13 these names are the project's own, perhaps for nothing. */
    if (u->py_major == 3 && u->py_minor < 13)
        return true;
    while (*text != '\0') {
        size_t n = 0;
        while (isalnum((unsigned char)text[n]) || text[n] == '_')
            n++;
        if (n > 0 && locks_unseen(arena_printf(scratch, "%.*s", (int)n, text),
                                  text + n))
            return true;
        text += n > 0 ? n : 1;
    }
    return false;
}
