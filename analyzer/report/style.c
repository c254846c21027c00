/* Colour or not, UTF-8 or not, how wide. */
#include "paint.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

static bool
is_set(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && *value != '\0';
}

static bool
is_forced(const char *name)
{
    return is_set(name) && strcmp(getenv(name), "0") != 0;
}

static bool
color_wanted(bool terminal, enum report_when color)
{
    if (color != WHEN_AUTO)
        return color == WHEN_YES;
    if (is_set("NO_COLOR"))
        return false;
    if (is_forced("CLICOLOR_FORCE") || is_forced("FORCE_COLOR"))
        return true;
    const char *term = getenv("TERM");
    return terminal && term != NULL && strcmp(term, "dumb") != 0;
}

/* The first of the three that is set decides, as in setlocale(3). */
static bool
locale_is_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (is_set(names[i])) {
            const char *value = getenv(names[i]);
            return strcasestr(value, "utf-8") != NULL ||
                   strcasestr(value, "utf8") != NULL;
        }
    }
    return false;
}

static unsigned
terminal_width(int fd)
{
    struct winsize size;
    if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col < 40)
        return 100;
    return size.ws_col;
}

struct report_style
report_style_detect(FILE *out, enum report_when color)
{
    int fd = fileno(out);
    bool terminal = fd >= 0 && isatty(fd);
    return (struct report_style){
        .color = color_wanted(terminal, color),
        .utf8 = locale_is_utf8(),
        .width = terminal ? terminal_width(fd) : 100,
    };
}

const char *
paint_role(const struct report_style *style, enum role role)
{
    static const char *const codes[ROLE_COUNT] = {
        [ROLE_PLAIN] = "\033[0m",    [ROLE_PLACE] = "\033[1m",
        [ROLE_ERROR] = "\033[1;31m", [ROLE_WARNING] = "\033[1;35m",
        [ROLE_NOTE] = "\033[1;36m",  [ROLE_DIM] = "\033[2m",
        [ROLE_LEDGER] = "\033[33m",
    };
    return style->color ? codes[role] : "";
}

enum role
paint_level(enum level level)
{
    switch (level) {
    case LEVEL_ERROR:
        return ROLE_ERROR;
    case LEVEL_WARNING:
        return ROLE_WARNING;
    case LEVEL_NOTE:
        return ROLE_NOTE;
    }
    return ROLE_PLAIN;
}

const char *
paint_sign(const struct report_style *style, const char *utf8,
           const char *ascii)
{
    return style->utf8 ? utf8 : ascii;
}
