#include "progress.h"

#include <string.h>
#include <unistd.h>

#include "pool.h"

#define BAR_SECONDS 0.1
#define LINE_SECONDS 30.0
#define BAR_WIDTH 20

void
progress_begin(struct progress *p, const struct options *o, const char *what,
               size_t total)
{
    bool tty = isatty(STDERR_FILENO);
    *p = (struct progress){.what = what, .total = total};
    p->on = o->progress != WHEN_NO && o->quiet == 0 && o->dump == 0;
    p->bar = o->progress == WHEN_YES || tty;
    p->utf8 = report_style_detect(stderr, WHEN_AUTO).utf8;
    p->began = p->said = seconds_now();
}

void
progress_at(struct progress *p, size_t done, const char *at)
{
    p->done = done;
    p->at = at;
}

static void
left(const struct progress *p, double now, char *out, size_t size)
{
    *out = '\0';
    double passed = now - p->began;
    if (p->done == 0 || passed < 2)
        return;
    int more = (int)(passed / (double)p->done * (double)(p->total - p->done));
    snprintf(out, size, "  %d:%02d left", more / 60, more % 60);
}

static void
draw_bar(const struct progress *p, double now)
{
    char time[32];
    left(p, now, time, sizeof time);
    size_t filled = p->done * BAR_WIDTH / p->total;
    fprintf(stderr, "\r\033[K[%zu/%zu] %s  ", p->done, p->total, p->what);
    for (size_t i = 0; i < BAR_WIDTH; i++)
        fputs(i < filled ? p->utf8 ? "━" : "#" : p->utf8 ? "─" : "-", stderr);
    fprintf(stderr, " %zu%%%s  ", p->done * 100 / p->total, time);
    struct text at = {.keep = arena_new()};
    const char *name = p->at == NULL ? "" : p->at;
    size_t n = strlen(name);
    report_add_safe(&at, n > 30 ? name + n - 30 : name);
    fputs(text_str(&at), stderr);
    arena_free(at.keep);
    fflush(stderr);
}

void
progress_tick(struct progress *p)
{
    double now = seconds_now();
    if (!p->on || p->total == 0 ||
        now - p->said < (p->bar ? BAR_SECONDS : LINE_SECONDS))
        return;
    p->said = now;
    if (p->bar)
        draw_bar(p, now);
    else
        fprintf(stderr, "%s: %zu of %zu after %.0f s\n", p->what, p->done,
                p->total, now - p->began);
}

void
progress_wipe(struct progress *p)
{
    if (p->on && p->bar && p->said > p->began)
        fputs("\r\033[K", stderr);
}

void
progress_end(struct progress *p)
{
    progress_wipe(p);
    p->on = false;
}
