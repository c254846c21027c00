/* regfree() frees what the struct holds; the struct itself is the program's.
 */
#include <Python.h>
#include <regex.h>
#include <stdlib.h>

struct rule {
    regex_t *pattern;
    int flags;
};

void
ok_rule_clear(struct rule *rule)
{
    if (rule->flags & 1)
        regfree(rule->pattern);
    free(rule->pattern);
    rule->pattern = NULL;
}

void
ok_pattern_free(void *pattern)
{
    regfree((regex_t *)pattern);
    free(pattern);
}

PyObject *
ok_matches(const char *pattern, const char *text)
{
    regex_t *r = malloc(sizeof *r);
    if (r == NULL)
        return PyErr_NoMemory();
    if (regcomp(r, pattern, REG_EXTENDED) != 0) {
        free(r);
        PyErr_SetString(PyExc_ValueError, "no pattern");
        return NULL;
    }
    int found = regexec(r, text, 0, NULL, 0) == 0;
    regfree(r);
    free(r);
    return PyBool_FromLong(found);
}

void
pattern_gone_twice(void *pattern)
{
    regfree((regex_t *)pattern);
    free(pattern);
    free(pattern); // WARN double-free
}
