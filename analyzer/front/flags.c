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

/* Flags whose operand may be the next word. */
static const char *const pairs[] = {
    "-I",       "-D",       "-U",        "-isystem",  "-iquote", "-idirafter",
    "-include", "-imacros", "-x",        "-Xclang",   "-target", "-mllvm",
    "--param",  "-F",       "-isysroot", "--sysroot", "-B",
};

/* What decides which text is read. */
static const char *const essentials[] = {
    "-I*",       "-D*",       "-U*", "-isystem*",  "-iquote*",   "-idirafter*",
    "-include*", "-imacros*", "-x*", "-isysroot*", "--sysroot*",
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

/* refaudit.h says something to us alone; the attributes that cpychecker
 * brought into the world become annotations. */
static const char *const knowledge[] = {
    "-D__REFAUDIT__=1",
    "-DWITH_CPYCHECKER_RETURNS_BORROWED_REF_ATTRIBUTE",
    "-Dcpychecker_returns_borrowed_ref=annotate(\"refaudit: borrowed\")",
    "-DWITH_CPYCHECKER_STEALS_REFERENCE_TO_ARG_ATTRIBUTE",
    "-Dcpychecker_steals_reference_to_arg(n)="
    "annotate(\"refaudit: steals \" #n)",
    "-DWITH_CPYCHECKER_SETS_EXCEPTION_ATTRIBUTE",
    "-Dcpychecker_sets_exception=annotate(\"refaudit: sets exception\")",
    "-DWITH_CPYCHECKER_NEGATIVE_RESULT_SETS_EXCEPTION_ATTRIBUTE",
    "-Dcpychecker_negative_result_sets_exception="
    "annotate(\"refaudit: negative sets exception\")",
    "-DWITH_CPYCHECKER_TYPE_OBJECT_FOR_TYPEDEF_ATTRIBUTE",
    "-Dcpychecker_type_object_for_typedef(name)="
    "annotate(\"refaudit: instance \" name)",
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

static bool
is_ndebug(const char *arg)
{
    return strcmp(arg, "-DNDEBUG") == 0 || strcmp(arg, "-DNDEBUG=1") == 0 ||
           strcmp(arg, "NDEBUG") == 0 || strcmp(arg, "NDEBUG=1") == 0;
}

/* One argument with its operand; how many words that are. */
static size_t
add_argument(struct flags *f, const struct command *c, size_t i,
             const struct front_options *o, bool essential)
{
    const char *arg = c->args[i];
    const char *next = i + 1 < c->n_args ? c->args[i + 1] : "";
    bool pair = *next != '\0' && IN(arg, pairs);
    const char *decides = pair && strcmp(arg, "-D") == 0 ? next : arg;
    bool drop = IN(arg, dropped) || IN(arg, dropped_pairs) ||
                (essential && !IN(arg, essentials)) ||
                (o->asserts && is_ndebug(decides));
    if (!drop)
        flags_add(f, arg);
    if (!drop && pair)
        flags_add(f, next);
    return pair || IN(arg, dropped_pairs) ? 2 : 1;
}

static void
add_all(struct flags *f, const struct command *c,
        const struct front_options *o, bool overlay, bool essential)
{
    if (overlay)
        flags_add(f, "-I" OVERLAY_DIRECTORY);
    flags_add(f, "-working-directory");
    flags_add(f, c->directory);
    for (size_t i = 0; i < c->n_args;)
        i += add_argument(f, c, i, o, essential);
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        flags_add(f, ours[i]);
    for (size_t i = 0; i < sizeof knowledge / sizeof *knowledge; i++)
        flags_add(f, knowledge[i]);
    const char *resources = front_resource_dir(f->keep);
    if (resources != NULL) {
        flags_add(f, "-resource-dir");
        flags_add(f, resources);
    }
}

void
flags_make(struct flags *f, const struct command *c,
           const struct front_options *o, bool overlay)
{
    add_all(f, c, o, overlay, false);
}

void
flags_make_essential(struct flags *f, const struct command *c,
                     const struct front_options *o, bool overlay)
{
    add_all(f, c, o, overlay, true);
}
