/* `refaudit manual`: what --help says, as man pages, as completion for
 * shells, and the configuration file; all from the one table.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "commands.h"

/* ---- what all of them ask ----------------------------------------------- */

static bool
is_shown(const struct option *opt, int command)
{
    return (opt->commands & 1u << command) != 0 && opt->help != NULL;
}

static bool
takes_value(const struct option *opt)
{
    return opt->kind != OPTION_FLAG && opt->kind != OPTION_COUNT;
}

static bool
is_file(const struct option *opt)
{
    static const char *const files[] = {"FILE", "DIR",  "DB",
                                        "EXE",  "PATH", NULL};
    return opt->arg != NULL && str_is_one_of(opt->arg, files);
}

/* The choices with blanks between; "" when there are none. */
static const char *
choices_of(arena *keep, const struct option *opt)
{
    struct text t = {.keep = keep};
    for (size_t i = 0; opt->choices != NULL && opt->choices[i] != NULL; i++)
        text_printf(&t, "%s%s", i > 0 ? " " : "", opt->choices[i]);
    return text_str(&t);
}

/* The words of a synopsis that stand for themselves: "create|update". */
static const char *
verbs_of(arena *keep, const struct command_info *c)
{
    char *words = arena_strndup(keep, c->synopsis, strcspn(c->synopsis, " "));
    if (strchr(words, '|') == NULL)
        return "";
    for (char *p = words; *p != '\0'; p++)
        if (*p == '|' || *p == '[' || *p == ']' || (*p >= 'A' && *p <= 'Z') ||
            *p == '.')
            *p = ' ';
    return words;
}

/* s with a backslash, or a doubled quote, before what is in `special`. */
static const char *
escaped(arena *keep, const char *s, const char *special, const char *escape)
{
    struct text t = {.keep = keep};
    for (; *s != '\0'; s++) {
        if (strchr(special, *s) != NULL)
            text_add(&t, escape);
        text_add_n(&t, s, 1);
    }
    return text_str(&t);
}

/* ---- man ---------------------------------------------------------------- */

static const char *
roff(arena *keep, const char *s)
{
    struct text t = {.keep = keep};
    if (*s == '.' || *s == '\'')
        text_add(&t, "\\&");
    for (; *s != '\0'; s++)
        if (*s == '\\')
            text_add(&t, "\\e");
        else if (*s == '-')
            text_add(&t, "\\-");
        else
            text_add_n(&t, s, 1);
    return text_str(&t);
}

static void
man_option(arena *keep, const struct option *opt)
{
    printf(".TP\n");
    if (opt->letter != 0)
        printf("\\fB\\-%c\\fR, ", opt->letter);
    printf("\\fB\\-\\-%s\\fR", roff(keep, opt->name));
    if (opt->arg != NULL)
        printf("%s\\fI%s\\fR", *opt->arg == '[' ? "" : " ",
               roff(keep, opt->arg));
    printf("\n%s\n", roff(keep, opt->help));
}

/* Lines as they are: they are made for a terminal. */
static void
man_text(arena *keep, const char *text)
{
    puts(".nf");
    for (const char *at = text; *at != '\0';) {
        size_t n = strcspn(at, "\n");
        puts(roff(keep, arena_strndup(keep, at, n)));
        at += n + (at[n] == '\n');
    }
    puts(".fi");
}

static void
man_command(arena *keep, int command)
{
    const struct command_info *c = &command_table[command];
    printf(".TH REFAUDIT\\-%s 1 \"\" \"refaudit " REFAUDIT_VERSION "\"\n"
           ".SH NAME\nrefaudit\\-%s \\- %s\n.SH SYNOPSIS\n"
           "\\fBrefaudit %s\\fR [OPTION...] %s\n",
           roff(keep, c->name), roff(keep, c->name), roff(keep, c->summary),
           roff(keep, c->name), roff(keep, c->synopsis));
    if (c->text != NULL) {
        puts(".SH DESCRIPTION");
        man_text(keep, c->text);
    }
    puts(".SH OPTIONS");
    for (size_t i = 0; i < option_count; i++)
        if (is_shown(&option_table[i], command))
            man_option(keep, &option_table[i]);
    puts(".TP\n\\fB\\-h\\fR, \\fB\\-\\-help\\fR\nthis text");
    puts(".SH SEE ALSO\nrefaudit(1)");
}

static void
man_all(arena *keep)
{
    puts(".TH REFAUDIT 1 \"\" \"refaudit " REFAUDIT_VERSION "\"\n"
         ".SH NAME\nrefaudit \\- finds reference\\-count and related defects "
         "in C extension modules of Python\n.SH SYNOPSIS\n"
         "\\fBrefaudit\\fR COMMAND [OPTION...] [ARGUMENT...]\n.SH COMMANDS");
    for (int i = 0; i < COMMAND_COUNT; i++)
        printf(".TP\n\\fB%s\\fR\n%s\n", roff(keep, command_table[i].name),
               roff(keep, command_table[i].summary));
    puts(".SH FILES\n.TP\n\\fI.refaudit/findings.db\\fR\nthe findings\n.TP\n"
         "\\fIpyproject.toml\\fR, \\fIrefaudit.toml\\fR\nthe configuration; "
         "\\fBrefaudit manual config\\fR shows every key");
}

/* ---- shells ------------------------------------------------------------- */

static const char *
all_commands(arena *keep)
{
    struct text t = {.keep = keep};
    for (int i = 0; i < COMMAND_COUNT; i++)
        text_printf(&t, "%s%s", i > 0 ? " " : "", command_table[i].name);
    return text_str(&t);
}

static void
bash_command(arena *keep, int command)
{
    printf("    %s)\n        words='%s'\n        options='",
           command_table[command].name,
           verbs_of(keep, &command_table[command]));
    for (size_t i = 0; i < option_count; i++)
        if (is_shown(&option_table[i], command))
            printf("--%s ", option_table[i].name);
    puts("--help'\n        case $last in");
    for (size_t i = 0; i < option_count; i++) {
        const struct option *opt = &option_table[i];
        if (!is_shown(opt, command) || !takes_value(opt) || opt->bare != NULL)
            continue;
        printf("        --%s) values='%s'; value=1 ;;\n", opt->name,
               choices_of(keep, opt));
    }
    puts("        esac ;;");
}

static void
bash(arena *keep)
{
    puts("# bash completion for refaudit\n"
         "_refaudit() {\n"
         "    local word=${COMP_WORDS[COMP_CWORD]} i command=\n"
         "    local last=${COMP_WORDS[COMP_CWORD-1]} words= options= values=\n"
         "    local value=\n"
         "    [[ $word == '=' ]] && word=\n"
         "    [[ $last == '=' ]] && last=${COMP_WORDS[COMP_CWORD-2]}\n"
         "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "        [[ ${COMP_WORDS[i]} == -* ]] || { "
         "command=${COMP_WORDS[i]}; break; }\n"
         "    done\n"
         "    case $command in");
    for (int i = 0; i < COMMAND_COUNT; i++)
        bash_command(keep, i);
    printf("    *) words='%s'; options='--help --version' ;;\n    esac\n",
           all_commands(keep));
    puts("    if [[ $value ]]; then\n"
         "        mapfile -t COMPREPLY < <(compgen -W \"$values\" -- "
         "\"$word\")\n"
         "        [[ $values ]] || mapfile -t COMPREPLY < <(compgen -f -- "
         "\"$word\")\n"
         "    elif [[ $word == -* ]]; then\n"
         "        mapfile -t COMPREPLY < <(compgen -W \"$options\" -- "
         "\"$word\")\n"
         "    else\n"
         "        mapfile -t COMPREPLY < <(compgen -W \"$words\" -- "
         "\"$word\"\n"
         "            [[ $command ]] && compgen -f -- \"$word\")\n"
         "    fi\n"
         "}\n"
         "complete -o filenames -F _refaudit refaudit");
}

static void
zsh_option(arena *keep, const struct option *opt)
{
    const char *help = escaped(keep, opt->help, "'", "'\\'");
    help = escaped(keep, help, "[]:", "\\");
    bool many = opt->kind == OPTION_REPEAT || opt->kind == OPTION_LIST ||
                opt->kind == OPTION_COUNT;
    printf("        '%s--%s%s[%s]", many ? "*" : "", opt->name,
           !takes_value(opt)   ? ""
           : opt->bare != NULL ? "=-"
                               : "=",
           help);
    if (takes_value(opt)) {
        const char *choices = choices_of(keep, opt);
        printf("%s%s:", opt->bare != NULL ? "::" : ":", opt->name);
        if (*choices != '\0')
            printf("(%s)", choices);
        else if (is_file(opt))
            printf("_files");
    }
    puts("' \\");
}

static void
zsh(arena *keep)
{
    puts("#compdef refaudit\n"
         "local -a commands=(");
    for (int i = 0; i < COMMAND_COUNT; i++)
        printf("    '%s:%s'\n", command_table[i].name,
               escaped(keep,
                       escaped(keep, command_table[i].summary, "'", "'\\'"),
                       ":", "\\"));
    puts(")\n"
         "if ((CURRENT == 2)); then\n"
         "    _describe command commands\n"
         "    return\n"
         "fi\n"
         "shift words\n"
         "((CURRENT--))\n"
         "case $words[1] in");
    for (int i = 0; i < COMMAND_COUNT; i++) {
        const char *verbs = verbs_of(keep, &command_table[i]);
        printf("%s)\n    _arguments \\\n", command_table[i].name);
        for (size_t k = 0; k < option_count; k++)
            if (is_shown(&option_table[k], i))
                zsh_option(keep, &option_table[k]);
        puts("        '--help[this text]' \\");
        if (*verbs != '\0')
            printf("        '1:what:(%s)' \\\n", verbs);
        puts("        '*:file:_files' ;;");
    }
    puts("esac");
}

static void
fish_option(arena *keep, const struct option *opt, const char *command)
{
    printf("complete -c refaudit -n '__fish_seen_subcommand_from %s' -l %s",
           command, opt->name);
    if (opt->letter != 0)
        printf(" -s %c", opt->letter);
    if (takes_value(opt) && opt->bare == NULL)
        fputs(is_file(opt) ? " -r -F" : " -x", stdout);
    const char *choices = choices_of(keep, opt);
    if (*choices != '\0')
        printf(" -a '%s'", choices);
    printf(" -d '%s'\n", escaped(keep, opt->help, "'\\", "\\"));
}

static void
fish(arena *keep)
{
    puts("# fish completion for refaudit");
    for (int i = 0; i < COMMAND_COUNT; i++) {
        const struct command_info *c = &command_table[i];
        const char *verbs = verbs_of(keep, c);
        printf("complete -c refaudit -n __fish_use_subcommand -f -a %s "
               "-d '%s'\n",
               c->name, escaped(keep, c->summary, "'\\", "\\"));
        if (*verbs != '\0')
            printf("complete -c refaudit -n '__fish_seen_subcommand_from %s' "
                   "-a '%s'\n",
                   c->name, verbs);
        for (size_t k = 0; k < option_count; k++)
            if (is_shown(&option_table[k], i))
                fish_option(keep, &option_table[k], c->name);
        printf("complete -c refaudit -n '__fish_seen_subcommand_from %s' "
               "-l help -s h -d 'this text'\n",
               c->name);
    }
}

/* ---- configuration ------------------------------------------------------ */

static bool
key_is_first(size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (option_table[i].key != NULL &&
            strcmp(option_table[i].key, option_table[at].key) == 0)
            return false;
    return true;
}

/* The default as TOML. */
static const char *
toml(arena *keep, const struct option *opt)
{
    const char *initial = opt->initial == NULL ? "" : opt->initial;
    struct text t = {.keep = keep};
    switch (opt->kind) {
    case OPTION_FLAG:
        return "false";
    case OPTION_COUNT:
        return "0";
    case OPTION_NUMBER:
        return strcmp(initial, "auto") == 0 ? "\"auto\"" : initial;
    case OPTION_TEXT:
    case OPTION_CHOICE:
        return arena_printf(keep, "\"%s\"", initial);
    case OPTION_LIST:
    case OPTION_REPEAT:
    case OPTION_SET:
        text_add(&t, "[");
        for (const char *at = initial; *at != '\0';) {
            size_t n = strcspn(at, ",");
            text_printf(&t, "%s\"%.*s\"", t.n > 1 ? ", " : "", (int)n, at);
            at += n + (at[n] == ',');
        }
        text_add(&t, "]");
        return text_str(&t);
    }
    return "";
}

static void
config(arena *keep)
{
    puts("# All keys of [tool.refaudit] in pyproject.toml (or of "
         "refaudit.toml, without the\n# table), with their defaults.  "
         "REFAUDIT_KEY in the environment and --key on the\n# command line "
         "are stronger.\n[tool.refaudit]");
    for (size_t i = 0; i < option_count; i++) {
        const struct option *opt = &option_table[i];
        if (opt->key == NULL || opt->help == NULL || !key_is_first(i))
            continue;
        printf("\n# %s%s%s\n# --%s\n# %s = %s\n", opt->help,
               opt->choices != NULL ? ": " : "", choices_of(keep, opt),
               opt->name, opt->key, toml(keep, opt));
    }
}

/* ---- all of it ---------------------------------------------------------- */

static int
man(arena *keep, const char *name)
{
    if (name == NULL) {
        man_all(keep);
        return EXIT_CLEAN;
    }
    for (int i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(command_table[i].name, name) == 0) {
            man_command(keep, i);
            return EXIT_CLEAN;
        }
    return usage_error("manual man: no command '%s'", name);
}

/* stdout becomes this file below `dir`. */
static bool
begin_file(arena *keep, const char *dir, const char *place, const char *name)
{
    char *path = arena_printf(keep, "%s/%s/%s", dir, place, name);
    for (char *p = path + 1; (p = strchr(p, '/')) != NULL; p++) {
        *p = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST)
            return false;
        *p = '/';
    }
    return freopen(path, "w", stdout) != NULL;
}

/* Where an installation has them, below its `share`. */
static bool
install(arena *keep, const char *dir)
{
    static const struct {
        const char *place, *name;
        void (*print)(arena *keep);
    } files[] = {{"man/man1", "refaudit.1", man_all},
                 {"bash-completion/completions", "refaudit", bash},
                 {"zsh/site-functions", "_refaudit", zsh},
                 {"fish/vendor_completions.d", "refaudit.fish", fish}};
    bool good = true;
    for (size_t i = 0; good && i < sizeof files / sizeof *files; i++) {
        good = begin_file(keep, dir, files[i].place, files[i].name);
        if (good)
            files[i].print(keep);
    }
    for (int i = 0; good && i < COMMAND_COUNT; i++) {
        good = begin_file(
            keep, dir, "man/man1",
            arena_printf(keep, "refaudit-%s.1", command_table[i].name));
        if (good)
            man_command(keep, i);
    }
    return good && fflush(stdout) == 0;
}

int
manual_command(const struct options *o)
{
    static const struct {
        const char *word;
        void (*print)(arena *keep);
    } forms[] = {
        {"bash", bash}, {"zsh", zsh}, {"fish", fish}, {"config", config}};
    const char *what = o->args.v[0];
    if (strcmp(what, "man") == 0)
        return man(o->keep, o->args.n > 1 ? o->args.v[1] : NULL);
    if (strcmp(what, "install") == 0 && o->args.n == 2)
        return install(o->keep, o->args.v[1])
                   ? EXIT_CLEAN
                   : usage_error("manual install: %s: %s", o->args.v[1],
                                 strerror(errno));
    for (size_t i = 0; i < sizeof forms / sizeof *forms && o->args.n == 1; i++)
        if (strcmp(forms[i].word, what) == 0) {
            forms[i].print(o->keep);
            return EXIT_CLEAN;
        }
    return usage_error("manual: man [COMMAND], bash, zsh, fish, config or "
                       "install DIR");
}
