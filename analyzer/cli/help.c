/* What --help says, and the guess at what was meant. */
#include "options.h"

#include <limits.h>
#include <string.h>

#define HELP_COLUMN 30
#define HELP_WIDTH 79

/* text from `column` on, broken at spaces. */
static void
print_wrapped(FILE *out, const char *text, int column)
{
    int at = column;
    while (*text != '\0') {
        int n = (int)strcspn(text, " ");
        if (at > column && at + 1 + n > HELP_WIDTH) {
            fprintf(out, "\n%*s", column, "");
            at = column;
        }
        at += fprintf(out, "%s%.*s", at > column ? " " : "", n, text);
        text += n;
        text += strspn(text, " ");
    }
    fputc('\n', out);
}

static void
print_option(FILE *out, const struct option *opt)
{
    char left[80];
    const char *arg = opt->arg == NULL ? "" : opt->arg;
    const char *gap = *arg == '\0' || *arg == '[' ? "" : " ";
    if (opt->letter != 0)
        snprintf(left, sizeof left, "  -%c, --%s%s%s", opt->letter, opt->name,
                 gap, arg);
    else
        snprintf(left, sizeof left, "      --%s%s%s", opt->name, gap, arg);
    int n = fprintf(out, "%s", left);
    if (n > HELP_COLUMN - 2)
        fprintf(out, "\n%*s", HELP_COLUMN, "");
    else
        fprintf(out, "%*s", HELP_COLUMN - n, "");
    print_wrapped(out, opt->help, HELP_COLUMN);
}

void
help_print(FILE *out)
{
    fputs("Usage: refaudit COMMAND [OPTION...] [ARGUMENT...]\n"
          "\n"
          "Finds reference-count and related defects in the C code of\n"
          "Python extension modules.\n"
          "\n"
          "Commands:\n",
          out);
    for (int i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "  %-12s %s\n", command_table[i].name,
                command_table[i].summary);
    fputs("\n"
          "'refaudit COMMAND --help' tells more; 'refaudit --version' the\n"
          "version.  To begin: cd into a project and run 'refaudit check'.\n",
          out);
}

void
help_command(FILE *out, enum command_id id)
{
    const struct command_info *info = &command_table[id];
    fprintf(out, "Usage: refaudit %s [OPTION...]%s%s\n\n%c%s.\n", info->name,
            *info->synopsis == '\0' ? "" : " ", info->synopsis,
            info->summary[0] - 'a' + 'A', info->summary + 1);
    if (info->text != NULL)
        fprintf(out, "\n%s", info->text);
    fputs("\nOptions:\n", out);
    for (size_t i = 0; i < option_count; i++)
        if ((option_table[i].commands & 1u << id) &&
            option_table[i].help != NULL)
            print_option(out, &option_table[i]);
    fprintf(out, "  -h, --help%*sthis text\n", HELP_COLUMN - 12, "");
}

/* ---- did you mean ------------------------------------------------------ */

#define LONGEST_WORD 64

static int
least(int a, int b, int c)
{
    int ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Edits (insert, delete, replace, swap neighbours) between the two. */
static int
edit_distance(const char *a, const char *b)
{
    int d[LONGEST_WORD + 1][LONGEST_WORD + 1];
    int n = (int)strlen(a), m = (int)strlen(b);
    if (n > LONGEST_WORD || m > LONGEST_WORD)
        return INT_MAX;
    for (int i = 0; i <= n; i++)
        d[i][0] = i;
    for (int j = 0; j <= m; j++)
        d[0][j] = j;
    for (int i = 1; i <= n; i++)
        for (int j = 1; j <= m; j++) {
            d[i][j] = least(d[i - 1][j] + 1, d[i][j - 1] + 1,
                            d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
                a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < d[i][j])
                d[i][j] = d[i - 2][j - 2] + 1;
        }
    return d[n][m];
}

const char *
suggest(const char *word, const char *const *names, size_t n)
{
    const char *best = NULL;
    int best_distance = least(4, 4, (int)strlen(word) / 3 + 1);
    for (size_t i = 0; i < n; i++) {
        int distance = edit_distance(word, names[i]);
        if (distance <= best_distance &&
            (best == NULL || distance < best_distance)) {
            best = names[i];
            best_distance = distance;
        }
    }
    return best;
}
