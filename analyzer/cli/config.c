#include "config.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "capture.h"
#include "front.h"

/* Prints the table at argv[2:] of the TOML file argv[1] as JSON. */
static const char reader[] = "import json, sys\n"
                             "try:\n"
                             "    import tomllib\n"
                             "except ImportError:\n"
                             "    try:\n"
                             "        import tomli as tomllib\n"
                             "    except ImportError:\n"
                             "        sys.exit(3)\n"
                             "try:\n"
                             "    with open(sys.argv[1], 'rb') as f:\n"
                             "        table = tomllib.load(f)\n"
                             "    for name in sys.argv[2:]:\n"
                             "        table = table[name]\n"
                             "except (ValueError, KeyError) as problem:\n"
                             "    print(problem)\n"
                             "    sys.exit(4)\n"
                             "print(json.dumps(table, default=str))\n";

struct file {
    const char *path; /* NULL: there is none */
    bool pyproject;
};

static bool
holds_our_table(arena *keep, const char *path)
{
    size_t size;
    const char *text = file_read(keep, path, &size);
    return text != NULL && strstr(text, "[tool.refaudit") != NULL;
}

/* From the current directory upwards. */
static struct file
find_file(arena *keep)
{
    char *directory = getcwd(NULL, 0);
    struct file found = {0};
    char *at = directory == NULL ? NULL : arena_strdup(keep, directory);
    for (char *end = at; end != NULL && found.path == NULL;) {
        const char *own = arena_printf(keep, "%s/refaudit.toml", at);
        const char *shared = arena_printf(keep, "%s/pyproject.toml", at);
        if (access(own, F_OK) == 0)
            found.path = own;
        else if (holds_our_table(keep, shared))
            found = (struct file){shared, true};
        end = strrchr(at, '/');
        if (end != NULL)
            *end = '\0';
    }
    free(directory);
    return found;
}

/* The table as JSON text, NULL after saying what is wrong. */
static const char *
read_table(struct options *o, const struct file *file)
{
    struct python python;
    const char *error = NULL;
    if (!python_find(o->keep, NULL, &python, &error)) {
        usage_error("cannot read %s: %s", file->path, error);
        return NULL;
    }
    const char *const argv[] = {
        python.exe, "-I",       "-c",
        reader,     file->path, file->pyproject ? "tool" : NULL,
        "refaudit", NULL}; /* refaudit.toml: the whole file */
    int status;
    const char *text = capture(o->keep, argv, &status);
    if (text != NULL && status == 0)
        return text;
    if (text != NULL && status == 3)
        usage_error("cannot read %s: Python %s has no tomllib; 'pip install "
                    "tomli' for it, or use Python 3.11 or newer",
                    file->path, python.version);
    else
        usage_error("cannot read %s: %s", file->path,
                    text == NULL ? strerror(errno) : text);
    return NULL;
}

/* ---- one key ----------------------------------------------------------- */

/* The value as text of the command line; NULL: of no such kind. */
static const char *
value_text(struct options *o, const json_t *value)
{
    if (json_is_string(value))
        return json_string_value(value);
    if (json_is_boolean(value))
        return json_is_true(value) ? "1" : "0";
    if (json_is_integer(value))
        return arena_printf(o->keep, "%lld",
                            (long long)json_integer_value(value));
    return NULL;
}

/* What names a file does so as seen from the configuration. */
static const char *
seen_from(struct options *o, const struct option *opt, const char *path,
          const char *text)
{
    static const char *const files[] = {"baseline", "models", "compile-db",
                                        "db",       "cache",  NULL};
    const char *slash = strrchr(path, '/');
    if (*text == '/' || *text == '\0' || slash == NULL ||
        !str_is_one_of(opt->key, files))
        return text;
    return arena_printf(o->keep, "%.*s/%s", (int)(slash - path), path, text);
}

static bool
set_value(struct options *o, const struct option *opt, const char *path,
          const json_t *value, const char **error)
{
    const char *text = value_text(o, value);
    if (text != NULL)
        return option_set(o, opt, seen_from(o, opt, path, text), error);
    *error = "a value of the wrong type";
    bool list = opt->kind == OPTION_LIST || opt->kind == OPTION_REPEAT ||
                opt->kind == OPTION_SET;
    if (!json_is_array(value) || !list)
        return false;
    for (size_t i = 0; i < json_array_size(value); i++) {
        text = value_text(o, json_array_get(value, i));
        if (text == NULL ||
            !option_set(o, opt, seen_from(o, opt, path, text), error))
            return false;
    }
    return true;
}

static const struct option *
find_key(const char *key)
{
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].key != NULL &&
            strcmp(option_table[i].key, key) == 0)
            return &option_table[i];
    return NULL;
}

static bool
unknown_key(struct options *o, const char *path, const char *key)
{
    struct strings keys = {0};
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].key != NULL)
            VEC_PUSH(o->keep, &keys, option_table[i].key);
    const char *near = suggest(key, keys.v, keys.n);
    usage_error("%s: no setting '%s'%s%s%s", path, key,
                near == NULL ? "" : "; did you mean '",
                near == NULL ? "" : near, near == NULL ? "" : "'?");
    return false;
}

static bool
take_table(struct options *o, const char *path, json_t *table)
{
    const char *key;
    json_t *value;
    json_object_foreach(table, key, value)
    {
        const struct option *opt = find_key(key);
        if (opt == NULL)
            return unknown_key(o, path, key);
        const char *error = NULL;
        if (!(opt->commands & 1u << o->command))
            continue;
        option_reset(o, opt);
        o->origins[opt - option_table] = path;
        if (!set_value(o, opt, path, value, &error)) {
            usage_error("%s: %s: %s", path, key, error);
            return false;
        }
    }
    return true;
}

bool
config_read(struct options *o)
{
    struct file file = find_file(o->keep);
    if (file.path == NULL)
        return true;
    const char *text = read_table(o, &file);
    if (text == NULL)
        return false;
    json_error_t problem;
    json_t *table = json_loads(text, 0, &problem);
    bool good = json_is_object(table) && take_table(o, file.path, table);
    if (!json_is_object(table))
        usage_error("%s: [tool.refaudit] is not a table", file.path);
    json_decref(table);
    return good;
}
