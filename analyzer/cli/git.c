#include "git.h"

#include <string.h>

#include "capture.h"

const char *
git_says(arena *keep, const char *const *argv)
{
    int status = -1;
    const char *said = capture(keep, argv, &status);
    return said != NULL && status == 0 ? said : NULL;
}

const char *
git_line(arena *keep, const char *const *argv)
{
    const char *said = git_says(keep, argv);
    return said == NULL ? NULL
                        : arena_strndup(keep, said, strcspn(said, "\n"));
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
    g.rev = git_line(keep, rev);
    if (g.rev == NULL)
        return g;
    if (capture(keep, dirty, &status) != NULL && status >= 0 && status <= 1)
        g.dirty = status;
    g.url = git_line(keep, url);
    if (g.url != NULL)
        g.url = without_password(keep, g.url);
    return g;
}

static bool
is_rev(const char *rev)
{
    size_t n = rev == NULL ? 0 : strlen(rev);
    return n >= 40 && n <= 64 && strspn(rev, "0123456789abcdef") == n;
}

/* "R097\told\tnew"; what git has to quote is left out. */
static bool
read_rename(arena *keep, char *line, const char *pair[2])
{
    char *rest = line;
    const char *status = strsep(&rest, "\t");
    const char *from = rest == NULL ? NULL : strsep(&rest, "\t");
    if (*status != 'R' || from == NULL || rest == NULL || *from == '"' ||
        *rest == '"')
        return false;
    pair[0] = arena_strdup(keep, from);
    pair[1] = arena_strdup(keep, rest);
    return true;
}

const char *(*git_renames(arena *keep, const char *directory, const char *rev,
                          size_t *n))[2]
{
    const char *const ask[] = {"git",
                               "--no-optional-locks",
                               "-c",
                               "core.quotePath=false",
                               "-C",
                               directory,
                               "diff",
                               "--no-ext-diff",
                               "--find-renames",
                               "--diff-filter=R",
                               "--name-status",
                               "--relative",
                               rev,
                               "--",
                               NULL};
    *n = 0;
    const char *all = is_rev(rev) ? git_says(keep, ask) : NULL;
    if (all == NULL)
        return NULL;
    size_t lines = 0;
    for (const char *p = all; *p != '\0'; p++)
        lines += *p == '\n';
    const char *(*found)[2] = arena_alloc(keep, sizeof *found * (lines + 1));
    for (char *rest = arena_strdup(keep, all); rest != NULL && *rest != '\0';)
        *n += read_rename(keep, strsep(&rest, "\n"), found[*n]);
    return found;
}
