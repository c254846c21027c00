/* Reads the command line with popt, by the table. */
#include "options.h"

#include <errno.h>
#include <popt.h>
#include <stdlib.h>
#include <string.h>

#include "config.h"

int
usage_error(const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    fputs("refaudit: ", stderr);
    vfprintf(stderr, format, ap);
    fputc('\n', stderr);
    va_end(ap);
    return EXIT_USAGE;
}

/* ---- one value ---------------------------------------------------------- */

static size_t
choice_count(const struct option *opt)
{
    size_t n = 0;
    while (opt->choices[n] != NULL)
        n++;
    return n;
}

static int
choice_find(struct options *o, const struct option *opt, const char *text,
            const char **error)
{
    size_t n = choice_count(opt);
    *error = NULL;
    if (*text == '\0' && opt->initial != NULL && *opt->initial == '\0')
        return -1; /* none of them was asked for */
    for (size_t i = 0; i < n; i++)
        if (strcmp(opt->choices[i], text) == 0)
            return (int)i;
    const char *near = suggest(text, opt->choices, n);
    struct text t = {.keep = o->keep};
    text_printf(&t, "--%s: no '%s'", opt->name, text);
    if (near != NULL)
        text_printf(&t, "; did you mean '%s'?", near);
    else
        for (size_t i = 0; i < n; i++)
            text_printf(&t, "%s %s", i == 0 ? "; one of:" : ",",
                        opt->choices[i]);
    *error = text_str(&t);
    return -1;
}

static bool
set_number(struct options *o, const struct option *opt, const char *text,
           const char **error)
{
    int *value = (int *)((char *)o + opt->offset);
    if (strcmp(text, "auto") == 0 && strcmp(opt->initial, "auto") == 0) {
        *value = 0;
        return true;
    }
    if (opt->bare != NULL && strcmp(text, opt->bare) == 0) {
        *value = ALLOW_ANY;
        return true;
    }
    char *end;
    errno = 0;
    long number = strtol(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || number < 0 ||
        number > 1000000) {
        *error = arena_printf(o->keep,
                              "--%s: '%s' is not a number from 0 "
                              "to 1000000",
                              opt->name, text);
        return false;
    }
    *value = (int)number;
    return true;
}

/* Calls each(word) for the words between commas. */
static bool
set_words(struct options *o, const struct option *opt, const char *text,
          const char **error)
{
    for (const char *at = text; *at != '\0';) {
        size_t n = strcspn(at, ",");
        const char *word = arena_strndup(o->keep, at, n);
        at += n + (at[n] == ',');
        if (*word == '\0')
            continue;
        if (opt->kind == OPTION_LIST) {
            struct strings *list = (struct strings *)((char *)o + opt->offset);
            VEC_PUSH(o->keep, list, word);
            continue;
        }
        unsigned *set = (unsigned *)((char *)o + opt->offset);
        if (strcmp(word, "all") == 0) {
            *set = (1u << choice_count(opt)) - 1;
            continue;
        }
        int choice = choice_find(o, opt, word, error);
        if (choice < 0)
            return false;
        *set |= 1u << choice;
    }
    return true;
}

bool
option_set(struct options *o, const struct option *opt, const char *text,
           const char **error)
{
    void *at = (char *)o + opt->offset;
    switch (opt->kind) {
    case OPTION_FLAG:
        *(bool *)at = strcmp(text, "0") != 0 && strcmp(text, "false") != 0;
        return true;
    case OPTION_COUNT:
        *(int *)at += 1;
        return true;
    case OPTION_TEXT:
        *(const char **)at = arena_strdup(o->keep, text);
        return true;
    case OPTION_REPEAT: {
        struct strings *list = at;
        VEC_PUSH(o->keep, list, arena_strdup(o->keep, text));
        return true;
    }
    case OPTION_LIST:
    case OPTION_SET:
        return set_words(o, opt, text, error);
    case OPTION_NUMBER:
        return set_number(o, opt, text, error);
    case OPTION_CHOICE:
        *(int *)at = choice_find(o, opt, text, error);
        return *error == NULL;
    }
    assert(!"option kind");
    return false;
}

/* ---- where values come from -------------------------------------------- */

void
option_reset(struct options *o, const struct option *opt)
{
    void *at = (char *)o + opt->offset;
    if (opt->kind == OPTION_LIST || opt->kind == OPTION_REPEAT)
        *(struct strings *)at = (struct strings){0};
    if (opt->kind == OPTION_SET)
        *(unsigned *)at = 0;
    if (opt->kind == OPTION_COUNT)
        *(int *)at = 0;
}

static void
set_defaults(struct options *o)
{
    for (size_t i = 0; i < option_count; i++) {
        const char *error = NULL;
        if (option_table[i].commands & 1u << o->command &&
            option_table[i].initial != NULL &&
            !option_set(o, &option_table[i], option_table[i].initial, &error))
            die("default of --%s: %s", option_table[i].name, error);
    }
}

static bool
set_environment(struct options *o)
{
    for (size_t i = 0; i < option_count; i++) {
        const struct option *opt = &option_table[i];
        if (opt->key == NULL || !(opt->commands & 1u << o->command))
            continue;
        char *name = arena_printf(o->keep, "REFAUDIT_%s", opt->name);
        for (char *p = name; *p != '\0'; p++)
            *p = *p == '-'                ? '_'
                 : *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A')
                                          : *p;
        const char *value = getenv(name);
        if (value == NULL || *value == '\0')
            continue;
        const char *error = NULL;
        option_reset(o, opt);
        if (!option_set(o, opt, value, &error)) {
            usage_error("environment %s: %s", name, error);
            return false;
        }
        o->origins[i] = name;
    }
    return true;
}

/* ---- the command line -------------------------------------------------- */

#define VAL_HELP 1000
#define VAL_VERSION 1001

/* popt takes the next word for an optional argument; ours come with '='. */
static void
spell_out_bare(struct options *o, int argc, const char **argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
        for (size_t k = 0; k < option_count; k++)
            if (option_table[k].bare != NULL && str_starts(argv[i], "--") &&
                strcmp(argv[i] + 2, option_table[k].name) == 0)
                argv[i] = arena_printf(o->keep, "%s=%s", argv[i],
                                       option_table[k].bare);
}

static const struct option *
find_option(const struct options *o, const char *word)
{
    size_t n = strcspn(word, "=");
    for (size_t i = 0; i < option_count; i++) {
        const struct option *opt = &option_table[i];
        if (!(opt->commands & 1u << o->command))
            continue;
        if (str_starts(word, "--") && strlen(opt->name) == n - 2 &&
            strncmp(word + 2, opt->name, n - 2) == 0)
            return opt;
        if (opt->letter != 0 && *word == '-' && word[1] == opt->letter)
            return opt;
    }
    return NULL;
}

static bool
takes_next_word(const struct option *opt, const char *word)
{
    if (opt->kind == OPTION_FLAG || opt->kind == OPTION_COUNT ||
        opt->bare != NULL)
        return false;
    return word[1] == '-' ? strchr(word, '=') == NULL : word[2] == '\0';
}

/* Where the words of the other program begin, and whether "--" said so. */
static int
foreign_begin(const struct options *o, int argc, const char **argv)
{
    bool compiler = o->command == COMMAND_CC;
    for (int i = 2; i < argc; i++) {
        const struct option *opt = find_option(o, argv[i]);
        bool help = strcmp(argv[i], "--help") == 0;
        if (*argv[i] != '-' || strcmp(argv[i], "--") == 0 ||
            (compiler && opt == NULL && !help))
            return i;
        if (opt != NULL && takes_next_word(opt, argv[i]))
            i++;
    }
    return argc;
}

/* Takes the other program's words away; the rest of argv is ours. */
static int
take_foreign(struct options *o, int argc, const char **argv)
{
    if (!command_table[o->command].foreign)
        return argc;
    int begin = foreign_begin(o, argc, argv);
    int first = begin;
    if (begin < argc && strcmp(argv[begin], "--") == 0)
        first++;
    for (int i = first; i < argc; i++)
        VEC_PUSH(o->keep, &o->args, arena_strdup(o->keep, argv[i]));
    return begin;
}

static struct poptOption *
popt_table(struct options *o)
{
    struct poptOption *t = ARENA_ARRAY(o->keep, struct poptOption,
                                       option_count + 3);
    size_t n = 0;
    for (size_t i = 0; i < option_count; i++) {
        const struct option *opt = &option_table[i];
        if (!(opt->commands & 1u << o->command))
            continue;
        bool bare = opt->kind == OPTION_FLAG || opt->kind == OPTION_COUNT;
        t[n++] = (struct poptOption){
            opt->name, opt->letter, bare ? POPT_ARG_NONE : POPT_ARG_STRING,
            NULL,      (int)i + 1,  NULL,
            NULL};
    }
    t[n++] = (struct poptOption){"help",   'h',  POPT_ARG_NONE, NULL,
                                 VAL_HELP, NULL, NULL};
    t[n++] = (struct poptOption){"version",   'V',  POPT_ARG_NONE, NULL,
                                 VAL_VERSION, NULL, NULL};
    return t;
}

static void
bad_option(struct options *o, const char *option, int problem)
{
    const char *command = command_table[o->command].name;
    if (problem != POPT_ERROR_BADOPT) {
        usage_error("%s: %s; see 'refaudit %s --help'", option,
                    poptStrerror(problem), command);
        return;
    }
    struct strings names = {0};
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].commands & 1u << o->command)
            VEC_PUSH(o->keep, &names, option_table[i].name);
    size_t dashes = strspn(option, "-");
    char *word = arena_strdup(o->keep, option + dashes);
    word[strcspn(word, "=")] = '\0';
    const char *near = suggest(word, names.v, names.n);
    if (near != NULL)
        usage_error("'%s' has no option '%s'; did you mean '--%s'?", command,
                    option, near);
    else
        usage_error("'%s' has no option '%s'; see 'refaudit %s --help'",
                    command, option, command);
}

/* The next option of the command line; seen[] says which were there. */
static bool
take_option(struct options *o, poptContext con, int val, bool *seen)
{
    const struct option *opt = &option_table[val - 1];
    char *value = poptGetOptArg(con);
    const char *error = NULL;
    if (!seen[val - 1])
        option_reset(o, opt);
    seen[val - 1] = true;
    o->origins[val - 1] = "command line";
    bool good = option_set(o, opt, value == NULL ? "1" : value, &error);
    free(value);
    if (!good)
        usage_error("%s", error);
    return good;
}

static bool
take_args(struct options *o, poptContext con)
{
    const char *arg;
    while ((arg = poptGetArg(con)) != NULL)
        VEC_PUSH(o->keep, &o->args, arena_strdup(o->keep, arg));
    const struct command_info *info = &command_table[o->command];
    if ((int)o->args.n < info->min_args)
        usage_error("usage: refaudit %s [OPTION...] %s", info->name,
                    info->synopsis);
    else if (info->max_args >= 0 && (int)o->args.n > info->max_args)
        usage_error("'%s' takes no argument '%s'; see 'refaudit %s --help'",
                    info->name, o->args.v[info->max_args], info->name);
    else
        return true;
    return false;
}

static bool
read_command_line(struct options *o, poptContext con, int *code)
{
    bool *seen = ARENA_ARRAY(o->keep, bool, option_count);
    int val;
    while ((val = poptGetNextOpt(con)) > 0) {
        if (val == VAL_HELP || val == VAL_VERSION) {
            if (val == VAL_HELP)
                help_command(stdout, o->command);
            else
                printf("refaudit %s\n", REFAUDIT_VERSION);
            *code = EXIT_CLEAN;
            return false;
        }
        if (!take_option(o, con, val, seen))
            return false;
    }
    if (val < -1) {
        bad_option(o, poptBadOption(con, POPT_BADOPTION_NOALIAS), val);
        return false;
    }
    return take_args(o, con);
}

static bool
find_command(struct options *o, const char *word)
{
    const char *names[COMMAND_COUNT];
    for (int i = 0; i < COMMAND_COUNT; i++) {
        names[i] = command_table[i].name;
        if (strcmp(names[i], word) == 0) {
            o->command = (enum command_id)i;
            return true;
        }
    }
    const char *near = suggest(word, names, COMMAND_COUNT);
    if (near != NULL)
        usage_error("no command '%s'; did you mean '%s'?", word, near);
    else
        usage_error("no command '%s'; see 'refaudit --help'", word);
    return false;
}

/* --help, --version, help [COMMAND]: true when that was it. */
static bool
answer_globals(struct options *o, int argc, const char **argv, int *code)
{
    const char *first = argc > 1 ? argv[1] : "";
    bool help = strcmp(first, "help") == 0;
    *code = EXIT_CLEAN;
    if (strcmp(first, "--version") == 0 || strcmp(first, "-V") == 0)
        printf("refaudit %s\n", REFAUDIT_VERSION);
    else if (help && argc > 2) {
        if (find_command(o, argv[2]))
            help_command(stdout, o->command);
        else
            *code = EXIT_USAGE;
    }
    else if (help || strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0)
        help_print(stdout);
    else if (argc < 2) {
        help_print(stderr);
        *code = EXIT_USAGE;
    }
    else
        return false;
    return true;
}

bool
options_read(struct options *o, int argc, const char **argv, int *code)
{
    o->argc = argc;
    o->argv = (const char *const *)arena_copy(o->keep, argv,
                                              sizeof *argv * (size_t)argc);
    if (answer_globals(o, argc, argv, code))
        return false;
    *code = EXIT_USAGE;
    if (!find_command(o, argv[1]))
        return false;
    o->origins = ARENA_ARRAY(o->keep, const char *, option_count);
    set_defaults(o);
    argc = take_foreign(o, argc, argv);
    bool plain = o->command == COMMAND_CC; /* once per file: no config */
    if ((!plain && !config_read(o)) || !set_environment(o))
        return false;
    spell_out_bare(o, argc - 2, argv + 2);
    poptContext con = poptGetContext("refaudit", argc - 1, argv + 1,
                                     popt_table(o), 0);
    bool good = read_command_line(o, con, code);
    poptFreeContext(con);
    return good;
}
