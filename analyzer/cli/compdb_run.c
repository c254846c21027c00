/* Running a build to learn its commands: where, with what, and what a
 * failure means. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "capture.h"
#include "compdb.h"

/* ---- programs --------------------------------------------------------- */

/* Exit code of argv, run in `dir` with its output added to the log; -1 when
 * it could not be run or was killed. */
static int
run(const struct build *b, const char *dir, const char *const *argv)
{
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        int log = open(b->log, O_WRONLY | O_CREAT | O_APPEND, 0600);
        int none = open("/dev/null", O_RDONLY);
        if (log < 0 || none < 0 || chdir(dir) != 0)
            _exit(127);
        dup2(none, 0);
        dup2(log, 1);
        dup2(log, 2);
        execvp(argv[0], (char *const *)argv);
        _exit(127);
    }
    int how = 0;
    while (pid > 0 && waitpid(pid, &how, 0) < 0)
        if (errno != EINTR)
            return -1;
    return pid > 0 && WIFEXITED(how) ? WEXITSTATUS(how) : -1;
}

#define RUN(b, dir, ...) run(b, dir, (const char *const[]){__VA_ARGS__, NULL})

/* A version manager may put something on the PATH that does not run. */
static const char *
tool(arena *keep, const char *name)
{
    const char *debian = arena_printf(keep, "/usr/bin/%s", name);
    const char *const names[] = {name, debian};
    for (size_t i = 0; i < 2; i++) {
        const char *const argv[] = {names[i], "--version", NULL};
        int status = -1;
        if (capture(keep, argv, &status) != NULL && status == 0)
            return names[i];
    }
    return NULL;
}

const char *
build_tool_fix(arena *keep, enum build_kind kind, const char *python)
{
    const char *const ask[] = {python, "-I", "-c", "import setuptools", NULL};
    int status = -1;
    switch (kind) {
    case BUILD_MESON:
        if (tool(keep, "meson") == NULL)
            return "apt install meson";
        return tool(keep, "ninja") == NULL ? "apt install ninja-build" : NULL;
    case BUILD_CMAKE:
        return tool(keep, "cmake") == NULL ? "apt install cmake" : NULL;
    case BUILD_MAKE:
        return tool(keep, "make") == NULL ? "apt install make" : NULL;
    case BUILD_SETUPTOOLS:
        return capture(keep, ask, &status) != NULL && status == 0
                   ? NULL
                   : arena_printf(keep, "%s -m pip install setuptools",
                                  python);
    case BUILD_SHELL:
    case BUILD_COUNT:
        break;
    }
    return NULL;
}

/* ---- what went wrong --------------------------------------------------- */

/* The last line that speaks of an error, else the last; CMake says first
 * what matters, in two lines. */
static const char *
last_line(arena *keep, const char *text)
{
    const char *cmake = strstr(text, "CMake Error"), *best = "";
    if (cmake != NULL) {
        size_t n = strcspn(cmake, "\n");
        const char *more = cmake + n + strspn(cmake + n, " \n");
        return arena_printf(keep, "%.*s %.*s", (int)n, cmake,
                            (int)strcspn(more, "\n"), more);
    }
    char *all = arena_strdup(keep, text), *save = NULL;
    for (char *line = strtok_r(all, "\n", &save); line != NULL;
         line = strtok_r(NULL, "\n", &save)) {
        const char *said = line + strspn(line, " \t\r");
        if (*said != '\0')
            best = strcasestr(best, "error") != NULL &&
                           strcasestr(said, "error") == NULL
                       ? best
                       : said;
    }
    return best;
}

/* The words of a list of TOML strings, as a shell takes them. */
static const char *
shell_words(arena *keep, const char *p)
{
    struct text out = {.keep = keep};
    for (char quote = 0; *p != '\0' && (quote != 0 || *p != ']'); p++) {
        if (quote == 0 && *p == '#')
            p += strcspn(p, "\n") - 1;
        else if (quote == 0 && *p == ',')
            text_add(&out, " ");
        else if (quote != 0 || strchr(" \t\r\n", *p) == NULL)
            text_add_n(&out, p, 1);
        if (*p == quote)
            quote = 0;
        else if (quote == 0 && (*p == '"' || *p == '\''))
            quote = *p;
    }
    while (out.n > 0 && out.s[out.n - 1] == ' ')
        out.n--;
    return out.n == 0 ? NULL : arena_strndup(keep, out.s, out.n);
}

/* What pip would install for the build. */
static const char *
requirements(const struct build *b)
{
    size_t n;
    const char *text = file_read(
        b->keep, arena_printf(b->keep, "%s/pyproject.toml", b->root), &n);
    static const char key[] = "requires";
    for (const char *p = text; p != NULL && (p = strstr(p, key)) != NULL;) {
        p += sizeof key - 1;
        const char *open = p + strspn(p, " \t");
        open += *open == '=';
        open += strspn(open, " \t");
        if (*open == '[')
            return shell_words(b->keep, open + 1);
    }
    return NULL;
}

static const char *
module_missing(const struct build *b, const char *log)
{
    static const char mark[] = "No module named '";
    const char *p = strstr(log, mark);
    if (p == NULL)
        return NULL;
    const char *name = p + sizeof mark - 1;
    const char *all = requirements(b);
    return arena_printf(
        b->keep, "the build needs the module %.*s: %s -m pip install %s",
        (int)strcspn(name, "'"), name, b->python,
        all != NULL ? all : arena_strndup(b->keep, name, strcspn(name, "'.")));
}

static bool
refuse(const struct build *b, const char **error)
{
    size_t n;
    const char *log = file_read(b->keep, b->log, &n);
    const char *said = log == NULL ? "" : last_line(b->keep, log);
    const char *help = log == NULL ? NULL : module_missing(b, log);
    const char *needs = help == NULL ? requirements(b) : NULL;
    *error = arena_printf(b->keep, "%s: %s%s%s%s%s; all it said is in %s",
                          build_kind_name(b->kind),
                          help != NULL    ? help
                          : *said != '\0' ? said
                                          : "the build failed",
                          needs != NULL ? "; what it asks for: " : "",
                          needs != NULL ? b->python : "",
                          needs != NULL ? " -m pip install " : "",
                          needs != NULL ? needs : "", b->log);
    return false;
}

static bool
no_tool(const struct build *b, const char *name, const char *package,
        const char **error)
{
    *error = arena_printf(b->keep,
                          "%s: there is no %s that runs: apt install %s, or "
                          "give the flags with -p",
                          build_kind_name(b->kind), name, package);
    return false;
}

/* ---- what pyproject.toml tells the build -------------------------------- */

/* Prints, a line each, what meson-python and scikit-build-core would add. */
static const char settings[] =
    "import sys\n"
    "try:\n"
    "    import tomllib\n"
    "except ImportError:\n"
    "    import tomli as tomllib\n"
    "with open(sys.argv[2], 'rb') as f:\n"
    "    all = tomllib.load(f)\n"
    "tool = all.get('tool', {})\n"
    "if sys.argv[1] == 'meson':\n"
    "    args = tool.get('meson-python', {}).get('args', {})\n"
    "    out = list(args.get('setup', []))\n"
    "else:\n"
    "    part = tool.get('scikit-build', {}).get('cmake', {})\n"
    "    name = all.get('project', {}).get('name', 'project')\n"
    "    out = list(part.get('args', []))\n"
    "    out += ['-DSKBUILD=2', '-DSKBUILD_PROJECT_NAME=' + name,\n"
    "            '-DSKBUILD_PROJECT_VERSION=0.0.0']\n"
    "    for key, value in part.get('define', {}).items():\n"
    "        if isinstance(value, dict):\n"
    "            value = value.get('default', '')\n"
    "        if isinstance(value, bool):\n"
    "            value = 'ON' if value else 'OFF'\n"
    "        if isinstance(value, list):\n"
    "            value = ';'.join(value)\n"
    "        out.append('-D%s=%s' % (key, value))\n"
    "print('\\n'.join(x for x in out if '\\n' not in x))\n";

/* Without them where there are none or they cannot be read. */
static void
add_settings(const struct build *b, struct strings *argv)
{
    const char *const ask[] = {
        b->python,
        "-I",
        "-c",
        settings,
        build_kind_name(b->kind),
        arena_printf(b->keep, "%s/pyproject.toml", b->root),
        NULL};
    int status = -1;
    const char *said = capture(b->keep, ask, &status);
    if (said == NULL || status != 0)
        return;
    char *save = NULL, *all = arena_strdup(b->keep, said);
    for (char *line = strtok_r(all, "\n", &save); line != NULL;
         line = strtok_r(NULL, "\n", &save))
        VEC_PUSH(b->keep, argv, line);
}

static int
run_with_settings(const struct build *b, const char *const *argv)
{
    struct strings all = {0};
    for (; *argv != NULL; argv++)
        VEC_PUSH(b->keep, &all, *argv);
    add_settings(b, &all);
    VEC_PUSH(b->keep, &all, NULL);
    return run(b, b->root, all.v);
}

/* ---- sources that the build makes --------------------------------------- */

static bool
is_source(const char *name, size_t n)
{
    static const char *const ends[] = {".h", ".c", ".inc", ".hpp"};
    char *copy = strndup(name, n);
    bool found = false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        found |= copy != NULL && str_ends(copy, ends[i]);
    free(copy);
    return found;
}

/* Only what is generated: no compiler runs.  What cannot be made will be
 * missed when its reader is parsed, and reported there. */
static void
make_sources(const struct build *b, const char *ninja)
{
    const char *const ask[] = {ninja,     "-C",  b->tree, "-t",
                               "targets", "all", NULL};
    int status = -1;
    const char *all = capture(b->keep, ask, &status);
    struct strings argv = {0};
    VEC_PUSH(b->keep, &argv, ninja);
    VEC_PUSH(b->keep, &argv, "-k0");
    for (const char *p = all; p != NULL && *p != '\0';) {
        size_t line = strcspn(p, "\n"), name = strcspn(p, ":\n");
        if (name < line && is_source(p, name) &&
            str_starts(p + name, ": CUSTOM_COMMAND"))
            VEC_PUSH(b->keep, &argv, arena_strndup(b->keep, p, name));
        p += line + (p[line] == '\n');
    }
    if (status != 0 || argv.n == 2)
        return;
    VEC_PUSH(b->keep, &argv, NULL);
    run(b, b->tree, argv.v);
}

/* ---- the builds --------------------------------------------------------- */

static bool
run_meson(struct build *b, const char **error)
{
    const char *meson = tool(b->keep, "meson"),
               *ninja = tool(b->keep, "ninja");
    if (meson == NULL)
        return no_tool(b, "meson", "meson", error);
    if (ninja == NULL)
        return no_tool(b, "ninja", "ninja-build", error);
    const char *native = arena_printf(b->keep, "%s/native.ini", b->place);
    FILE *f = fopen(native, "w");
    if (f != NULL) {
        fprintf(f, "[binaries]\npython = '%s'\npython3 = '%s'\n", b->python,
                b->python);
        fclose(f);
    }
    setenv("NINJA", ninja, 1);
    const char *const argv[] = {
        meson,           "setup", "--wrap-mode=nodownload",
        "--native-file", native,  b->tree,
        b->root,         NULL};
    if (run_with_settings(b, argv) != 0)
        return refuse(b, error);
    make_sources(b, ninja);
    b->db = arena_printf(b->keep, "%s/compile_commands.json", b->tree);
    return true;
}

static bool
run_cmake(struct build *b, const char **error)
{
    const char *cmake = tool(b->keep, "cmake"),
               *ninja = tool(b->keep, "ninja");
    if (cmake == NULL)
        return no_tool(b, "cmake", "cmake", error);
    const char *exe = b->python;
    const char *make = ninja == NULL
                           ? ""
                           : arena_printf(b->keep, "-DCMAKE_MAKE_PROGRAM=%s",
                                          ninja);
    const char *const argv[] = {
        cmake,
        "-S",
        b->root,
        "-B",
        b->tree,
        "-G",
        ninja == NULL ? "Unix Makefiles" : "Ninja",
        ninja == NULL ? "--no-warn-unused-cli" : make,
        "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON",
        arena_printf(b->keep, "-DPython_EXECUTABLE=%s", exe),
        arena_printf(b->keep, "-DPython3_EXECUTABLE=%s", exe),
        arena_printf(b->keep, "-DPYTHON_EXECUTABLE=%s", exe),
        NULL};
    if (run_with_settings(b, argv) != 0)
        return refuse(b, error);
    if (ninja != NULL)
        make_sources(b, ninja);
    b->db = arena_printf(b->keep, "%s/compile_commands.json", b->tree);
    return true;
}

/* The project without its history: what stays is what a source package
 * has. */
static bool
copy_tree(const struct build *b, const char **error)
{
    static const char pipe[] =
        "mkdir -p \"$2\" && tar -C \"$1\" --exclude-vcs --exclude=./.refaudit "
        "--exclude=./build --exclude=./.tox --exclude=./.venv -cf - . | "
        "tar -C \"$2\" -xf -";
    if (RUN(b, b->root, "sh", "-c", pipe, "sh", b->root, b->tree) == 0)
        return true;
    *error = arena_printf(b->keep, "cannot copy %s to %s: see %s", b->root,
                          b->tree, b->log);
    return false;
}

/* Our own program stands in for the compiler. */
static bool
set_compilers(const struct build *b, const char *recorded, bool compiles,
              const char **error)
{
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    self[n < 0 ? 0 : n] = '\0';
    if (n <= 0 || strpbrk(self, " \t'\"\\") != NULL) {
        *error = arena_printf(b->keep,
                              "%s: a build cannot be told of a compiler "
                              "whose path has blanks; move refaudit",
                              self);
        return false;
    }
    const char *more = compiles ? " --compile" : "";
    setenv("CC", arena_printf(b->keep, "%s cc --record%s", self, more), 1);
    setenv("CXX", arena_printf(b->keep, "%s cc --record%s --cxx", self, more),
           1);
    setenv("REFAUDIT_COMPILE_DB", recorded, 1);
    setenv("SETUPTOOLS_SCM_PRETEND_VERSION", "0.0", 0);
    setenv("PBR_VERSION", "0.0", 0);
    return true;
}

static int
run_recorded(const struct build *b)
{
    static const char without[] = "import setuptools; setuptools.setup()";
    static const char make[] =
        "if [ -e configure ] && [ ! -e Makefile ]; then ./configure; fi && "
        "make -k CC=\"$CC\" CXX=\"$CXX\"";
    const char *setup = arena_printf(b->keep, "%s/setup.py", b->tree);
    switch (b->kind) {
    case BUILD_MAKE:
        return RUN(b, b->tree, "sh", "-c", make);
    case BUILD_SHELL:
        return RUN(b, b->tree, "sh", "-c", b->command);
    case BUILD_SETUPTOOLS:
    case BUILD_MESON:
    case BUILD_CMAKE:
    case BUILD_COUNT:
        break;
    }
    if (access(setup, F_OK) == 0)
        return RUN(b, b->tree, b->python, "setup.py", "build_ext", "--force");
    return RUN(b, b->tree, b->python, "-c", without, "build_ext", "--force");
}

static bool
run_copy(struct build *b, const char **error)
{
    const char *recorded = arena_printf(b->keep, "%s/recorded.json", b->place);
    b->tree = arena_printf(b->keep, "%s/copy", b->place);
    if (!copy_tree(b, error) ||
        !set_compilers(b, recorded, b->kind != BUILD_SETUPTOOLS, error))
        return false;
    int code = run_recorded(b);
    if (access(recorded, F_OK) != 0)
        return refuse(b, error);
    if (code != 0)
        fprintf(stderr,
                "note: the build ended with %d; what it had compiled until "
                "then is used, the rest is guessed (%s)\n",
                code, b->log);
    b->db = arena_printf(b->keep, "%s/compile_commands.json", b->place);
    return build_map(b, b->tree, recorded, error);
}

/* A place of ours that another run may have left half done. */
static bool
make_place(struct build *b, const char **error)
{
    const char *const clean[] = {"rm", "-rf", "--", b->place, NULL};
    const char *const make[] = {"mkdir", "-p", "--", b->place, NULL};
    int status = -1;
    capture(b->keep, clean, &status);
    if (capture(b->keep, make, &status) != NULL && status == 0)
        return true;
    *error = arena_printf(b->keep,
                          "cannot make %s: name a directory that can be "
                          "written with --cache",
                          b->place);
    return false;
}

bool
build_run(struct build *b, const char **error)
{
    b->log = arena_printf(b->keep, "%s/log", b->place);
    b->tree = arena_printf(b->keep, "%s/build", b->place);
    if (!make_place(b, error))
        return false;
    switch (b->kind) {
    case BUILD_MESON:
        return run_meson(b, error);
    case BUILD_CMAKE:
        return run_cmake(b, error);
    case BUILD_SETUPTOOLS:
    case BUILD_MAKE:
    case BUILD_SHELL:
        return run_copy(b, error);
    case BUILD_COUNT:
        break;
    }
    assert(!"a kind of build");
    return false;
}
