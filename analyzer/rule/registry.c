/* Finds rules and what their files say about them. */
#include "rule.h"
#include "rule_text.h"

#include <string.h>
#include <strings.h>

const struct rule *
rule_find(const char *id_or_slug)
{
    for (size_t i = 0; i < rule_count; i++)
        if (strcasecmp(rule_table[i]->id, id_or_slug) == 0 ||
            strcasecmp(rule_table[i]->slug, id_or_slug) == 0)
            return rule_table[i];
    return NULL;
}

static size_t
rule_index(const struct rule *r)
{
    size_t i = 0;
    while (i < rule_count && rule_table[i] != r)
        i++;
    assert(i < rule_count);
    return i;
}

const char *
rule_help(const struct rule *r)
{
    return rule_texts[rule_index(r)].help;
}

const char *
rule_example(const struct rule *r)
{
    return rule_texts[rule_index(r)].example;
}

static const char *const level_names[] = {
    [LEVEL_ERROR] = "error",
    [LEVEL_WARNING] = "warning",
    [LEVEL_NOTE] = "note",
};

static const char *const confidence_names[] = {
    [CONFIDENCE_CERTAIN] = "certain",
    [CONFIDENCE_LIKELY] = "likely",
    [CONFIDENCE_POSSIBLE] = "possible",
};

static const char *const trigger_names[] = {
    [TRIGGER_ANY_CALL] = "any-call",
    [TRIGGER_BAD_INPUT] = "bad-input",
    [TRIGGER_HOSTILE_OBJECT] = "hostile-object",
    [TRIGGER_OTHER_THREAD] = "other-thread",
    [TRIGGER_API_FAILURE] = "api-failure",
    [TRIGGER_MODULE_INIT] = "module-init",
    [TRIGGER_OUT_OF_MEMORY] = "out-of-memory",
};

const char *
level_name(enum level l)
{
    assert(l <= LEVEL_NOTE);
    return level_names[l];
}

const char *
confidence_name(enum confidence c)
{
    assert(c <= CONFIDENCE_POSSIBLE);
    return confidence_names[c];
}

const char *
trigger_name(enum trigger t)
{
    assert(t <= TRIGGER_OUT_OF_MEMORY);
    return trigger_names[t];
}
