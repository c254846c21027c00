/* `refaudit baseline`: writes the file of known findings. */
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "commands.h"

#define DEFAULT_BASELINE "refaudit-baseline.txt"

enum known { KNOWN_CREATE, KNOWN_UPDATE, KNOWN_PRUNE, KNOWN_COUNT };

static const char *const known_words[KNOWN_COUNT] = {"create", "update",
                                                     "prune"};

static bool
is_new(void *data, size_t finding)
{
    const struct check *k = data;
    return k->result.findings[finding].suppressed == NULL &&
           check_shows(k, finding);
}

/* A run that broke off knows too little to write anything. */
static int
write_known(void *data, struct check *k, int code)
{
    enum known what = *(enum known *)data;
    const char *error = NULL;
    if (code != EXIT_CLEAN && code != EXIT_INCOMPLETE)
        return code;
    if (k->units == NULL)
        return code; /* nothing was analysed, and that was said */
    if (!baseline_write(k->s.keep, k->baseline, &k->result,
                        what == KNOWN_PRUNE ? NULL : is_new, k, &error)) {
        fprintf(stderr, "refaudit: cannot write %s\n", error);
        return EXIT_INTERNAL;
    }
    if (k->s.o->quiet == 0 && what == KNOWN_CREATE)
        fprintf(stderr,
                "Written: %s; commit it, and from now on run 'refaudit check "
                "--baseline %s'\n",
                k->baseline->path, k->baseline->path);
    else if (k->s.o->quiet < 2)
        fprintf(stderr, "Written: %s\n", k->baseline->path);
    return code;
}

static enum known
find_word(const char *word)
{
    unsigned i = 0;
    while (i < KNOWN_COUNT && strcmp(known_words[i], word) != 0)
        i++;
    return (enum known)i;
}

int
baseline_command(const struct options *o)
{
    struct options inner = *o;
    struct baseline b = {0};
    const char *error = NULL;
    enum known what = find_word(o->args.v[0]);
    if (what == KNOWN_COUNT)
        return usage_error("baseline: '%s' is none of create, update, prune",
                           o->args.v[0]);
    inner.args.v++;
    inner.args.n--;
    inner.args.cap = inner.args.n;
    inner.fail_on = FAIL_ON_NEVER;
    inner.unsaid = o->format == 0 && o->output == NULL;
    if (inner.baseline == NULL)
        inner.baseline = DEFAULT_BASELINE;
    b.path = inner.baseline;
    b.counts = what == KNOWN_CREATE && o->baseline_format == BASELINE_COUNTS;
    if (what == KNOWN_CREATE && access(b.path, F_OK) == 0)
        return usage_error("%s is there; 'refaudit baseline update' adds "
                           "what is new",
                           b.path);
    if (what != KNOWN_CREATE &&
        !baseline_read(o->keep, inner.baseline, &b, &error))
        return usage_error("%s", error);
    struct check_variant v = {
        .baseline = &b, .ended = write_known, .data = &what};
    return check_variant(&inner, &v);
}
