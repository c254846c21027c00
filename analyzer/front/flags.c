/* Which of the project's flags reach clang. */
#include "flags.h"

#include <string.h>

/* What only gcc knows, or what only matters when code is generated.  A
 * trailing '*' matches any rest. */
static const char *const dropped[] = {
    "-c",
    "-S",
    "-E",
    "-M",
    "-MM",
    "-MD",
    "-MMD",
    "-MG",
    "-MP",
    "-pipe",
    "-save-temps*",
    "-fanalyzer*",
    "-ftree-*",
    "-fno-tree-*",
    "-fipa-*",
    "-fno-ipa-*",
    "-fgcse*",
    "-fno-gcse*",
    "-flto*",
    "-fno-lto*",
    "-ffat-lto-objects",
    "-fno-fat-lto-objects",
    "-fuse-linker-plugin*",
    "-fno-semantic-interposition*",
    "-fprofile-*",
    "-fauto-profile*",
    "-fcf-protection*",
    "-fstack-clash-protection",
    "-fno-plt",
    "-fdebug-prefix-map=*",
    "-ffile-prefix-map=*",
    "-fmacro-prefix-map=*",
    "-frecord-gcc-switches",
    "-fno-record-gcc-switches",
    "-fhardened",
    "-fallow-store-data-races",
    "-fconserve-stack",
    "-freorder-*",
    "-fno-reorder-*",
    "-fvar-tracking*",
    "-fno-var-tracking*",
    "-fmerge-constants",
    "-fno-merge-constants",
    "-fno-peephole*",
    "-fno-gnu-unique",
    "-fno-allow-store-data-races",
    "-fno-dse",
    "-fwrapv*",
    "-fzero-call-used-regs*",
    "-ftrivial-auto-var-init*",
    "-fdump-*",
    "-fdiagnostics-*",
    "-fno-diagnostics-*",
    "-fexcess-precision=*",
    "-mno-*",
    "-mtune=*",
    "-mfpmath=*",
    "-mindirect-branch*",
    "-mfunction-return=*",
    "-mrecord-mcount",
    "-mpreferred-stack-boundary=*",
    "-mindirect-branch-register",
    "-specs=*",
    "-Wl,*",
    "-Wa,*",
    "-L*",
    "-l*",
    "-s",
    "-shared",
    "-rdynamic",
    "-static",
    "-static-libgcc",
    "-pthreads",
    "-fsanitize*",
    "-fno-sanitize*",
    "--coverage",
    "-fplugin*",
    "-W*",
    "-w",
    "-pedantic",
    "-pedantic-errors",
    "-Werror*",
    "-g*",
    "-frandom-seed=*",
    "-fmax-errors=*",
    "-ferror-limit=*",
    "-Xlinker*",
};

/* Flags whose argument is the next word and that go with it. */
static const char *const dropped_pairs[] = {
    "-o", "-MF", "-MT", "-MQ",       "-Xlinker",  "-arch",
    "-T", "-u",  "-z",  "-aux-info", "-dumpbase", "-dumpdir",
};

static const char *const ours[] = {
    "-ferror-limit=0",
    "-fno-spell-checking",
    "-w",
    /* Code of before 1999 and of before gcc 14 still has a meaning. */
    "-Wno-error=implicit-function-declaration",
    "-Wno-error=implicit-int",
    "-Wno-error=int-conversion",
    "-Wno-error=incompatible-function-pointer-types",
    "-Wno-error=incompatible-pointer-types",
};

static bool
matches(const char *arg, const char *pattern)
{
    size_t n = strlen(pattern);
    if (pattern[n - 1] == '*')
        return strncmp(arg, pattern, n - 1) == 0;
    return strcmp(arg, pattern) == 0;
}

static bool
in(const char *arg, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (matches(arg, list[i]))
            return true;
    return false;
}

#define IN(arg, list) in((arg), (list), sizeof(list) / sizeof *(list))

void
flags_add(struct flags *f, const char *flag)
{
    VEC_PUSH(f->keep, &f->v, flag);
}

bool
flags_cplusplus(const struct command *c)
{
    static const char *const endings[] = {".cc",  ".cpp", ".cxx", ".C",
                                          ".c++", ".hpp", ".hh",  ".mm"};
    for (size_t i = 0; i + 1 < c->n_args; i++)
        if (strcmp(c->args[i], "-x") == 0)
            return str_starts(c->args[i + 1], "c++");
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(c->file, endings[i]))
            return true;
    return false;
}

static void
add_users(struct flags *f, const struct command *c,
          const struct front_options *o)
{
    for (size_t i = 0; i < c->n_args; i++) {
        const char *arg = c->args[i];
        if (IN(arg, dropped_pairs)) {
            i++;
            continue;
        }
        if (IN(arg, dropped) || (o->asserts && strcmp(arg, "-DNDEBUG") == 0) ||
            (o->asserts && strcmp(arg, "-DNDEBUG=1") == 0))
            continue;
        if (o->asserts && strcmp(arg, "-D") == 0 && i + 1 < c->n_args &&
            str_starts(c->args[i + 1], "NDEBUG")) {
            i++;
            continue;
        }
        flags_add(f, arg);
    }
}

void
flags_make(struct flags *f, const struct command *c,
           const struct front_options *o, bool overlay)
{
    if (overlay)
        flags_add(f, "-I" OVERLAY_DIRECTORY);
    flags_add(f, "-working-directory");
    flags_add(f, c->directory);
    add_users(f, c, o);
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        flags_add(f, ours[i]);
    const char *resources = front_resource_dir(f->keep);
    if (resources != NULL) {
        flags_add(f, "-resource-dir");
        flags_add(f, resources);
    }
}
