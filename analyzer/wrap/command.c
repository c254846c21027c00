/* Reading the command line of a C compiler, as far as it matters here. */
#include "wrap.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const sources[] = {".c",   ".cc", ".cpp", ".cxx", ".C",
                                      ".c++", ".i",  ".ii",  NULL};
static const char *const inputs[] = {".o",  ".obj", ".a", ".so", ".s",   ".S",
                                     ".lo", ".def", ".h", ".hh", ".hpp", NULL};

/* Options whose argument is the next word. */
static const char *const with_word[] = {"-o",
                                        "-I",
                                        "-D",
                                        "-U",
                                        "-include",
                                        "-isystem",
                                        "-idirafter",
                                        "-iprefix",
                                        "-iquote",
                                        "-imacros",
                                        "-MF",
                                        "-MT",
                                        "-MQ",
                                        "-x",
                                        "-L",
                                        "-l",
                                        "-Xlinker",
                                        "-Xclang",
                                        "-Xpreprocessor",
                                        "-Xassembler",
                                        "-arch",
                                        "-target",
                                        "-T",
                                        "-u",
                                        "-z",
                                        "-A",
                                        "-aux-info",
                                        "-isysroot",
                                        "-framework",
                                        "--param",
                                        "--sysroot",
                                        "-G",
                                        "-wrapper",
                                        "-B",
                                        "-e",
                                        "-mllvm",
                                        "-dumpbase",
                                        "-dumpdir",
                                        NULL};

static bool
ends_with_any(const char *word, const char *const *endings)
{
    for (; *endings != NULL; endings++)
        if (str_ends(word, *endings) && strlen(word) > strlen(*endings))
            return true;
    return false;
}

/* ---- which compiler ----------------------------------------------------- */

static bool
is_program(arena *keep, const char *word)
{
    if (strchr(word, '/') != NULL)
        return access(word, X_OK) == 0;
    const char *path = getenv("PATH");
    while (path != NULL && *path != '\0') {
        int n = (int)strcspn(path, ":");
        if (access(arena_printf(keep, "%.*s/%s", n, path, word), X_OK) == 0)
            return true;
        path += n + (path[n] == ':');
    }
    return false;
}

/* Build engines that put something before the compiler name it. */
static bool
names_compiler(arena *keep, const char *word)
{
    return *word != '-' && *word != '@' && !ends_with_any(word, sources) &&
           !ends_with_any(word, inputs) && is_program(keep, word);
}

static const char *
default_compiler(const struct wrap_options *o)
{
    const char *name = getenv(o->cxx ? "REFAUDIT_CXX" : "REFAUDIT_CC");
    if (name != NULL && *name != '\0')
        return name;
    return o->cxx ? "c++" : "cc";
}

/* ---- the words ---------------------------------------------------------- */

struct reader {
    arena *keep;
    struct wrap_command *c;
    VEC(const char *) sources, objects;
    bool language; /* -x: what follows is source, whatever its name */
};

static void
read_valued(struct reader *r, const char *option, const char *value)
{
    if (strcmp(option, "-o") == 0)
        r->c->output = value;
    else if (strcmp(option, "-MF") == 0)
        r->c->depfile = value;
    else if (strcmp(option, "-x") == 0)
        r->language = strcmp(value, "none") != 0;
}

static void
read_option(struct reader *r, const char *word)
{
    struct wrap_command *c = r->c;
    if (strcmp(word, "-c") == 0)
        c->compile_only = true;
    else if (strcmp(word, "-S") == 0)
        c->assemble_only = true;
    else if (strcmp(word, "-shared") == 0 || strcmp(word, "-bundle") == 0)
        c->shared = true;
    else if (strcmp(word, "-E") == 0 || strcmp(word, "-M") == 0 ||
             strcmp(word, "-MM") == 0)
        c->preprocess_only = true;
    else if (str_starts(word, "-o"))
        c->output = word + 2;
    else if (str_starts(word, "-MF"))
        c->depfile = word + 3;
    else if (str_starts(word, "-x"))
        r->language = true;
}

static void
read_word(struct reader *r, const char *word)
{
    if (*word == '-' && word[1] != '\0')
        read_option(r, word);
    else if (r->language || ends_with_any(word, sources))
        VEC_PUSH(r->keep, &r->sources, word);
    else
        VEC_PUSH(r->keep, &r->objects, word);
}

void
wrap_read(arena *keep, const struct wrap_options *o, const char *const *words,
          size_t n, struct wrap_command *out)
{
    *out = (struct wrap_command){0};
    struct reader r = {.keep = keep, .c = out};
    VEC(const char *) args = {0};
    if (n == 0 || !names_compiler(keep, words[0]))
        VEC_PUSH(keep, &args, default_compiler(o));
    size_t first = args.n == 0;
    for (size_t i = 0; i < n; i++)
        VEC_PUSH(keep, &args, words[i]);
    for (size_t i = first; i < n; i++) {
        if (i + 1 < n && str_is_one_of(words[i], with_word)) {
            read_valued(&r, words[i], words[i + 1]);
            i++;
        }
        else
            read_word(&r, words[i]);
    }
    out->n_args = args.n;
    VEC_PUSH(keep, &args, NULL);
    out->args = args.v;
    out->sources = r.sources.v;
    out->n_sources = r.sources.n;
    out->objects = r.objects.v;
    out->n_objects = r.objects.n;
}

/* ---- what the build wants to know --------------------------------------- */

static const char *const probe_names[] = {"conftest",
                                          "_configtest",
                                          "sanitycheckc",
                                          "sanitycheckcc",
                                          "CMakeCCompilerId",
                                          "CMakeCXXCompilerId",
                                          NULL};
static const char *const probe_places[] = {
    "CMakeFiles/CMakeTmp", "CMakeFiles/CMakeScratch", "CompilerIdC",
    "meson-private", NULL};

/* dir/file, or dir/tmp????????/file, the name that Python's tempfile gives:
 * whole projects are built in other directories there. */
static bool
is_scratch(const char *path, const char *dir)
{
    size_t n = dir == NULL ? 0 : strlen(dir);
    while (n > 1 && dir[n - 1] == '/')
        n--;
    if (n < 2 || strncmp(path, dir, n) != 0 || path[n] != '/')
        return false;
    path += n + 1;
    size_t name = strcspn(path, "/");
    return path[name] == '\0' ||
           (name == strlen("tmp") + 8 && str_starts(path, "tmp") &&
            strchr(path + name + 1, '/') == NULL);
}

static bool
in_temporary(const char *path)
{
    return is_scratch(path, getenv("TMPDIR")) || is_scratch(path, "/tmp") ||
           is_scratch(path, "/var/tmp");
}

static bool
is_probe_file(const char *path)
{
    const char *name = strrchr(path, '/');
    name = name == NULL ? path : name + 1;
    for (const char *const *p = probe_names; *p != NULL; p++)
        if (str_starts(name, *p) && name[strlen(*p)] == '.')
            return true;
    return false;
}

static bool
in_probe_place(const char *path)
{
    for (const char *const *p = probe_places; *p != NULL; p++)
        if (strstr(path, *p) != NULL)
            return true;
    return false;
}

bool
wrap_is_probe(const struct wrap_command *c)
{
    char here[4096];
    if (c->preprocess_only || c->assemble_only)
        return true;
    if (getcwd(here, sizeof here) != NULL && in_probe_place(here))
        return true;
    for (size_t i = 0; i < c->n_sources; i++)
        if (is_probe_file(c->sources[i]) || in_probe_place(c->sources[i]) ||
            strcmp(c->sources[i], "-") == 0 || in_temporary(c->sources[i]))
            return true;
    return false;
}
