#include "git.h"

#include <string.h>

#include "capture.h"

/* First line of what git says, NULL when it fails. */
static const char *
first_line(arena *keep, const char *const *argv)
{
    int status;
    const char *all = capture(keep, argv, &status);
    if (all == NULL || status != 0)
        return NULL;
    return arena_strndup(keep, all, strcspn(all, "\n"));
}

/* https://user:secret@host/ -> https://host/ */
static const char *
without_password(arena *keep, const char *url)
{
    const char *scheme = strstr(url, "://");
    const char *at = strrchr(url, '@');
    if (scheme == NULL || at == NULL || at < scheme)
        return url;
    return arena_printf(keep, "%.*s%s", (int)(scheme + 3 - url), url, at + 1);
}

struct git
git_ask(arena *keep, const char *directory)
{
    struct git g = {.dirty = -1};
    const char *const rev[] = {"git",       "-C",   directory,
                               "rev-parse", "HEAD", NULL};
    const char *const url[] = {"git",     "-C",     directory, "remote",
                               "get-url", "origin", NULL};
    const char *const dirty[] = {"git",        "--no-optional-locks",
                                 "-C",         directory,
                                 "diff-index", "--quiet",
                                 "HEAD",       NULL};
    int status;
    g.rev = first_line(keep, rev);
    if (g.rev == NULL)
        return g;
    if (capture(keep, dirty, &status) != NULL && status >= 0 && status <= 1)
        g.dirty = status;
    g.url = first_line(keep, url);
    if (g.url != NULL)
        g.url = without_password(keep, g.url);
    return g;
}
