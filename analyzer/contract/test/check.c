/* contract-check [FILE...]: print what is wrong with contract files as
 * file:line:col: message.  Without arguments, the model that ships with the
 * program is checked, which makes this a test.
 *
 * Besides the grammar: every line survives printing and parsing, and no two
 * lines of one file speak of the same function and version.
 */
#include "contract.h"
#include "equal.h"
#include "words.h"

#include <errno.h>
#include <glob.h>
#include <string.h>

static bool
overlap(const struct contract *a, const struct contract *b)
{
    bool before = a->until.major > 0 && b->since.major > 0 &&
                  version_is_before(a->until, b->since);
    bool after = b->until.major > 0 && a->since.major > 0 &&
                 version_is_before(b->until, a->since);
    return !before && !after;
}

static int
check_round_trip(arena *keep, symtab *syms, const struct contract *c)
{
    struct contract_error error;
    const char *once = contract_print(keep, c);
    struct contract *again = contract_parse(keep, syms, once, &error);
    if (again == NULL) {
        printf("%s: prints as a line that is no contract (%d: %s): %s\n",
               c->where, error.col, error.message, once);
        return 1;
    }
    const char *twice = contract_print(keep, again);
    if (strcmp(once, twice) == 0 && contract_equal(c, again))
        return 0;
    printf("%s: changes when it is printed\n  %s\n  %s\n", c->where, once,
           twice);
    return 1;
}

static int
check_contracts(arena *keep, symtab *syms, const struct model *m)
{
    int wrong = 0;
    for (size_t i = 0; i < model_count(m); i++) {
        const struct contract *c = model_at(m, i);
        wrong += check_round_trip(keep, syms, c);
        for (size_t j = 0; j < i; j++) {
            const struct contract *other = model_at(m, j);
            if (other->name == c->name && overlap(other, c)) {
                printf("%s:1: '%s' already has a contract at %s\n", c->where,
                       c->name, other->where);
                wrong++;
            }
        }
    }
    return wrong;
}

static int
check_file(const char *path)
{
    arena *keep = arena_new();
    symtab *syms = symtab_new(keep);
    struct model *m = model_new(keep, syms);
    struct contract_error error;
    size_t n;
    int wrong = 1;
    const char *text = file_read(keep, path, &n);
    if (text == NULL)
        printf("%s: %s\n", path, strerror(errno));
    else if (strlen(text) < n)
        printf("%s: contains a NUL byte\n", path);
    else if (!model_add(m, path, text, &error))
        printf("%s:%d:%d: %s\n", path, error.line, error.col, error.message);
    else
        wrong = check_contracts(keep, syms, m);
    if (wrong == 0)
        printf("%s: %zu contracts, no error\n", path, model_count(m));
    arena_free(keep);
    return wrong;
}

int
main(int argc, char **argv)
{
    int wrong = 0;
    glob_t files = {0};
    for (int i = 1; i < argc; i++)
        wrong += check_file(argv[i]);
    if (argc == 1) {
        glob(SOURCE_ROOT "/runtime-model/*.api", 0, NULL, &files);
        for (size_t i = 0; i < files.gl_pathc; i++)
            wrong += check_file(files.gl_pathv[i]);
        if (files.gl_pathc == 0) {
            puts("no model found in " SOURCE_ROOT "/runtime-model");
            wrong++;
        }
        globfree(&files);
    }
    return wrong > 0;
}
