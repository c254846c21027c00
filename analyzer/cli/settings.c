/* The settings in force: as JSON for the record, and for people with where
 * each came from. */
#include "settings.h"

#include <jansson.h>
#include <stdlib.h>

static json_t *
list_json(const struct strings *list)
{
    json_t *array = json_array();
    for (size_t i = 0; i < list->n; i++)
        json_array_append_new(array, json_string(list->v[i]));
    return array;
}

static json_t *
set_json(const struct option *opt, unsigned set)
{
    json_t *array = json_array();
    for (size_t i = 0; opt->choices[i] != NULL; i++)
        if (set & 1u << i)
            json_array_append_new(array, json_string(opt->choices[i]));
    return array;
}

static json_t *
option_json(const struct options *o, const struct option *opt)
{
    const void *at = (const char *)o + opt->offset;
    switch (opt->kind) {
    case OPTION_FLAG:
        return json_boolean(*(const bool *)at);
    case OPTION_COUNT:
    case OPTION_NUMBER:
        return json_integer(*(const int *)at);
    case OPTION_TEXT:
        return *(const char *const *)at == NULL
                   ? json_null()
                   : json_string(*(const char *const *)at);
    case OPTION_LIST:
    case OPTION_REPEAT:
        return list_json(at);
    case OPTION_CHOICE:
        return json_string(opt->choices[*(const int *)at]);
    case OPTION_SET:
        return set_json(opt, *(const unsigned *)at);
    }
    return NULL;
}

/* What is not UTF-8 is left out; it is a note for people, not an input. */
const char *
settings_json(arena *keep, const struct options *o)
{
    json_t *all = json_object();
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].key != NULL &&
            option_table[i].commands & 1u << o->command)
            json_object_set_new(all, option_table[i].key,
                                option_json(o, &option_table[i]));
    char *text = json_dumps(all, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(all);
    const char *kept = text == NULL ? "{}" : arena_strdup(keep, text);
    free(text);
    return kept;
}

/* JSON of strings, numbers and lists is TOML, too. */
static void
print_setting(const struct options *o, size_t i)
{
    const struct option *opt = &option_table[i];
    json_t *value = option_json(o, opt);
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
    const char *from = o->origins[i] == NULL ? "default" : o->origins[i];
    if (json_is_null(value))
        printf("# %s is not set\n", opt->key);
    else
        printf("%s = %s  # %s\n", opt->key, text == NULL ? "?" : text, from);
    free(text);
    json_decref(value);
}

int
settings_print(const struct options *o)
{
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].key != NULL &&
            option_table[i].commands & 1u << o->command)
            print_setting(o, i);
    return EXIT_CLEAN;
}
