/* The interpreter whose headers count, asked for its own settings.
 *
 * It runs isolated (-I) and in "/": a sysconfig.py or json.py lying in the
 * analysed project must not be imported.
 */
#include "commands_internal.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char question[] =
    "import sys\n"
    "import json, os, sysconfig\n"
    "v = sysconfig.get_config_var\n"
    "t = lambda s: (s or '').encode('utf-8', 'replace').decode()\n"
    "print(json.dumps({\n"
    "  'exe': t(sys.executable),\n"
    "  'version': sys.version.split()[0],\n"
    "  'major': sys.version_info[0],\n"
    "  'minor': sys.version_info[1],\n"
    "  'implementation': sys.implementation.name,\n"
    "  'free_threaded': bool(v('Py_GIL_DISABLED')),\n"
    "  'debug': bool(v('Py_DEBUG')),\n"
    "  'include': t(v('INCLUDEPY')),\n"
    "  'platinclude': t(os.path.dirname(sysconfig.get_config_h_filename())),\n"
    "  'cflags': t(v('CFLAGS')),\n"
    "  'soabi': t(v('SOABI')),\n"
    "}))\n";

#define SAID_MAX 100

const struct run_bounds run_unasked = {
    .directory = "/", .silence_ms = 60000, .most = 1u << 20};

/* "3.12" and "3.13t" mean the program of that name. */
static bool
python_is_version(const char *exe)
{
    size_t n = strspn(exe, "0123456789");
    if (n == 0 || exe[n] != '.')
        return false;
    size_t m = strspn(exe + n + 1, "0123456789");
    const char *rest = exe + n + 1 + m;
    return m > 0 && (*rest == '\0' || strcmp(rest, "t") == 0);
}

static const char *
python_choose(arena *keep, const char *exe, const char **error)
{
    if (exe != NULL) {
        if (python_is_version(exe))
            return arena_printf(keep, "python%s", exe);
        if (strchr(exe, '/') != NULL && exe[0] != '/')
            return path_real(keep, exe);
        return exe;
    }
    const char *venv = getenv("VIRTUAL_ENV");
    if (venv == NULL || *venv == '\0')
        return "python3";
    const char *names[] = {"bin/python3", "bin/python"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *path = path_join(keep, path_real(keep, venv), names[i]);
        if (path_is_file(path))
            return path;
    }
    *error = arena_printf(keep,
                          "VIRTUAL_ENV is %s, which has no bin/python3: "
                          "deactivate it, or name an interpreter with "
                          "--python",
                          venv);
    return NULL;
}

static const char *
last_line(arena *keep, const char *s)
{
    size_t n = strlen(s);
    while (n > 0 && s[n - 1] == '\n')
        n--;
    size_t start = n;
    while (start > 0 && s[start - 1] != '\n')
        start--;
    if (n - start > SAID_MAX)
        n = start + SAID_MAX;
    return path_show(keep, NULL, arena_strndup(keep, s + start, n - start));
}

/* The file that runs when exe is called; NULL when there is none. */
static const char *
python_program(arena *keep, const char *exe)
{
    const char *at = getenv("PATH");
    if (strchr(exe, '/') != NULL || at == NULL)
        return strchr(exe, '/') != NULL ? exe : NULL;
    while (*at != '\0') {
        size_t n = strcspn(at, ":");
        const char *path = arena_printf(keep, "%.*s/%s", (int)n, at, exe);
        if (n > 0 && access(path, X_OK) == 0 && path_is_file(path))
            return path;
        at += n + (at[n] == ':');
    }
    return NULL;
}

/* What an answer of exe depends on; NULL when it cannot be told. */
static const char *
python_question(arena *keep, const char *exe)
{
    struct stat st;
    char magic[4] = "";
    const char *program = python_program(keep, exe);
    FILE *f = program == NULL ? NULL : fopen(program, "rbe");
    if (f == NULL)
        return NULL;
    bool binary = fread(magic, 1, 4, f) == 4 &&
                  memcmp(magic, "\177ELF", 4) == 0 &&
                  fstat(fileno(f), &st) == 0;
    fclose(f);
    if (!binary)
        return NULL;
    return arena_printf(keep, "%s\n%s\n%lld %lld.%09ld %lld.%09ld %llu\n%s",
                        program, path_real(keep, program),
                        (long long)st.st_size, (long long)st.st_mtim.tv_sec,
                        st.st_mtim.tv_nsec, (long long)st.st_ctim.tv_sec,
                        st.st_ctim.tv_nsec, (unsigned long long)st.st_ino,
                        question);
}

static json_t *
python_remembered(arena *keep, const struct python_memory *m,
                  const char *asked)
{
    const char *text = m == NULL || asked == NULL
                           ? NULL
                           : m->get(m->data, keep, asked);
    json_t *answer = text == NULL ? NULL : json_loads(text, 0, NULL);
    if (json_is_object(answer))
        return answer;
    json_decref(answer);
    return NULL;
}

static json_t *
python_ask(arena *keep, const char *exe, const struct python_memory *m,
           const char **error)
{
    const char *asked = m == NULL ? NULL : python_question(keep, exe);
    json_t *known = python_remembered(keep, m, asked);
    if (known != NULL)
        return known;
    const char *argv[] = {exe, "-I", "-S", "-c", question, NULL};
    struct ran ran;
    if (!run_program(keep, argv, &run_unasked, &ran)) {
        *error = arena_printf(keep,
                              "cannot run %s: %s; install python3-dev, or "
                              "name an interpreter with --python",
                              exe, strerror(errno));
        return NULL;
    }
    if (ran.status != 0) {
        *error = arena_printf(keep,
                              "%s does not answer like Python 3.8 or newer "
                              "(exit status %d: %s); name another "
                              "interpreter with --python",
                              exe, ran.status, last_line(keep, ran.err));
        return NULL;
    }
    json_t *answer = json_loads(ran.out, JSON_REJECT_DUPLICATES, NULL);
    if (!json_is_object(answer)) {
        json_decref(answer);
        *error = arena_printf(keep,
                              "%s is not a Python interpreter; name one "
                              "with --python",
                              exe);
        return NULL;
    }
    if (asked != NULL)
        m->put(m->data, asked, ran.out);
    return answer;
}

static const char *
answer_str(arena *keep, const json_t *answer, const char *key)
{
    const char *s = json_string_value(json_object_get(answer, key));
    return arena_strdup(keep, s == NULL ? "" : s);
}

static void
python_fill(arena *keep, const json_t *answer, struct python *out)
{
    out->exe = answer_str(keep, answer, "exe");
    out->version = answer_str(keep, answer, "version");
    out->major = (int)json_integer_value(json_object_get(answer, "major"));
    out->minor = (int)json_integer_value(json_object_get(answer, "minor"));
    out->free_threaded = json_is_true(
        json_object_get(answer, "free_threaded"));
    out->debug = json_is_true(json_object_get(answer, "debug"));
    out->include = answer_str(keep, answer, "include");
    out->platinclude = answer_str(keep, answer, "platinclude");
    out->cflags = answer_str(keep, answer, "cflags");
    out->soabi = answer_str(keep, answer, "soabi");
}

/* The command that brings the headers of this interpreter. */
static const char *
python_remedy(arena *keep, const struct python *py)
{
    if (str_starts(py->exe, "/usr/bin/"))
        return arena_printf(keep, "apt install python%d.%d-dev", py->major,
                            py->minor);
    return "install the development files of this Python, or name another "
           "with --python";
}

static bool
python_check(arena *keep, const struct python *py, const char *name,
             const char **error)
{
    if (strcmp(name, "cpython") != 0) {
        *error = arena_printf(keep,
                              "%s is %s: only CPython is supported; name "
                              "another interpreter with --python",
                              py->exe, name);
        return false;
    }
    if (py->major != 3 || py->minor < 8) {
        *error = arena_printf(keep,
                              "%s is Python %s: 3.8 or newer is needed; "
                              "name another with --python",
                              py->exe, py->version);
        return false;
    }
    const char *missing = NULL;
    if (!path_is_file(path_join(keep, py->include, "Python.h")))
        missing = py->include;
    else if (!path_is_file(path_join(keep, py->platinclude, "pyconfig.h")))
        missing = py->platinclude;
    if (missing == NULL)
        return true;
    *error = arena_printf(keep, "no Python headers at %s: %s", missing,
                          python_remedy(keep, py));
    return false;
}

bool
python_find(arena *keep, const char *exe, struct python *out,
            const char **error)
{
    return python_recall(keep, exe, NULL, out, error);
}

bool
python_recall(arena *keep, const char *exe, const struct python_memory *m,
              struct python *out, const char **error)
{
    *out = (struct python){0};
    const char *chosen = python_choose(keep, exe, error);
    if (chosen == NULL)
        return false;
    json_t *answer = python_ask(keep, chosen, m, error);
    if (answer == NULL)
        return false;
    python_fill(keep, answer, out);
    const char *name = answer_str(keep, answer, "implementation");
    json_decref(answer);
    if (*out->exe == '\0')
        out->exe = arena_strdup(keep, chosen);
    return python_check(keep, out, name, error);
}
