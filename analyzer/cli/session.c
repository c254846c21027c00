#include "session.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "contract.h"
#include "pool.h"

/* ---- models ------------------------------------------------------------ */

/* A contract file with mistakes: every line of it is named. */
static int
check_model(struct session *s, struct model *m, const char *path,
            const char *text)
{
    struct contract_error e;
    if (model_add(m, path, text, &e))
        return EXIT_CLEAN;
    fprintf(stderr, "%s:%d:%d: error: %s\n", path, e.line, e.col, e.message);
    (void)s;
    return EXIT_USAGE;
}

static void
add_text(struct text *all, const char *path, const char *text)
{
    text_add(all, path);
    text_add(all, "\n");
    text_add(all, text);
    text_add(all, "\n");
}

int
session_read_models(struct session *s)
{
    struct text all = {.keep = s->keep};
    arena *keep = arena_new();
    struct model *m = model_new(keep, symtab_new(keep));
    const char *path, *text;
    int code = EXIT_CLEAN;
    for (size_t i = 0; (text = model_builtin(i, &path)) != NULL; i++)
        add_text(&all, path, text);
    s->models = ARENA_ARRAY(s->keep, struct model_text, s->o->models.n);
    for (size_t i = 0; i < s->o->models.n; i++) {
        path = s->o->models.v[i];
        size_t size;
        text = file_read(s->keep, path, &size);
        if (text == NULL) {
            code = usage_error("--model %s: %s", path, strerror(errno));
            continue;
        }
        int bad = check_model(s, m, path, text);
        if (bad != EXIT_CLEAN)
            code = bad;
        add_text(&all, path, text);
        s->models[s->n_models++] = (struct model_text){path, text};
    }
    arena_free(keep);
    s->model_hash = hash_hex(s->keep, text_str(&all), all.n);
    return code;
}

struct model *
session_model(const struct session *s, arena *keep, symtab *syms)
{
    struct model *m = model_new(keep, syms);
    struct contract_error e;
    const char *path, *text;
    for (size_t i = 0; (text = model_builtin(i, &path)) != NULL; i++)
        if (!model_add(m, path, text, &e))
            die("built-in model, %s:%d:%d: %s", path, e.line, e.col,
                e.message);
    for (size_t i = 0; i < s->n_models; i++)
        if (!model_add(m, s->models[i].path, s->models[i].text, &e))
            die("%s:%d:%d: %s", s->models[i].path, e.line, e.col, e.message);
    return m;
}

struct version
session_version(const struct session *s)
{
    return (struct version){s->python.major, s->python.minor};
}

const char *
short_path(const char *root, const char *file)
{
    size_t n = strlen(root);
    return strncmp(file, root, n) == 0 && file[n] == '/' ? file + n + 1 : file;
}

/* ---- all together ------------------------------------------------------ */

bool
session_python(const struct options *o, const char **exe)
{
    *exe = o->pythons.n > 0 ? o->pythons.v[o->pythons.n - 1] : NULL;
    if (o->pythons.n <= 1)
        return true;
    usage_error("--python: '%s' takes one interpreter",
                command_table[o->command].name);
    return false;
}

static const char *
recall(void *data, arena *keep, const char *question)
{
    const struct cache *c = data;
    size_t n;
    const char *bytes = cache_get(c, cache_key(c, keep, "python", question),
                                  &n);
    return bytes == NULL ? NULL : arena_strndup(keep, bytes, n);
}

static void
remember(void *data, const char *question, const char *answer)
{
    const struct cache *c = data;
    arena *keep = arena_new();
    cache_put(c, cache_key(c, keep, "python", question), answer,
              strlen(answer));
    arena_free(keep);
}

/* Its answer is kept, so that it need not be loaded to be asked. */
static const char *
which_libclang(const struct session *s)
{
    const struct cache *c = &s->cache;
    if (c->dir == NULL)
        return front_libclang_version(s->keep);
    const char *key = cache_key(c, s->keep, "libclang",
                                front_libclang_stamp(s->keep));
    size_t n;
    const char *bytes = cache_get(c, key, &n);
    if (bytes != NULL)
        return arena_strndup(s->keep, bytes, n);
    const char *answer = front_libclang_version(s->keep);
    cache_put(c, key, answer, strlen(answer));
    return answer;
}

int
session_open(struct session *s, const struct options *o, const char *python)
{
    *s = (struct session){.keep = arena_new(), .o = o};
    s->jobs = o->jobs > 0 ? (unsigned)o->jobs : pool_processors();
    const char *error = NULL;
    bool wants_cache = o->command == COMMAND_CHECK ||
                       o->command == COMMAND_BASELINE ||
                       o->command == COMMAND_LINK;
    if (wants_cache && !o->no_cache)
        cache_open(s->keep, &s->cache, o->cache);
    if (wants_cache)
        s->libclang = which_libclang(s);
    struct python_memory memory = {&s->cache, recall, remember};
    if (!python_recall(s->keep, python, s->cache.dir == NULL ? NULL : &memory,
                       &s->python, &error))
        return usage_error("%s", error);
    int code = session_read_models(s);
    if (code != EXIT_CLEAN)
        return code;
    if (!scratch_make(s->keep, &s->scratch, &error))
        return usage_error("%s", error);
    const char *pch_dir = arena_printf(s->keep, "%s/pch", s->scratch.path);
    if (mkdir(pch_dir, 0700) == 0)
        s->pch_dir = pch_dir;
    return EXIT_CLEAN;
}

void
session_close(struct session *s)
{
    scratch_remove(&s->scratch);
    cache_prune(&s->cache);
    arena_free(s->keep);
}
