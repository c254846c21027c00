/* The review page as one file: markup, style, script, data. */
#include "page.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "paint.h"
#include "part.h"

struct writer {
    FILE *out;
    struct store *store;
    arena *scratch; /* of one finding */
    size_t n;
};

/* ---- text that must stay text ---------------------------------------- */

static void
put_escaped(FILE *out, const char *s)
{
    for (; s != NULL && *s != '\0'; s++) {
        switch (*s) {
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '&':
            fputs("&amp;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        default:
            fputc(*s, out);
        }
    }
}

/* A '<' in JSON is inside of a string; written so, no end tag comes about
 * and no comment begins. */
static void
put_json(FILE *out, const char *s)
{
    for (size_t n; *s != '\0'; s += n) {
        n = strcspn(s, "<");
        fwrite(s, 1, n, out);
        if (s[n] == '<') {
            fputs("\\u003c", out);
            n++;
        }
    }
}

static void
put_data(struct writer *w, const char *kind, const char *id, const char *json)
{
    fprintf(w->out, "<script type=\"application/json\" id=\"%s", kind);
    put_escaped(w->out, id);
    fputs("\">", w->out);
    put_json(w->out, json);
    fputs("</script>\n", w->out);
}

/* ---- for a browser without scripts ----------------------------------- */

/* More would only make the file heavy; the list says that it ends. */
#define MAX_PLAIN 2000

static void
put_steps(FILE *out, const struct finding *f)
{
    fputs("<ol>", out);
    for (size_t i = 0; i < f->n_steps; i++) {
        const struct finding_step *p = &f->steps[i];
        fputs("<li>", out);
        put_escaped(out, p->place.file);
        fprintf(out, ":%u: ", p->place.line);
        put_escaped(out, p->message);
        fputs("</li>\n", out);
    }
    fputs("</ol>\n", out);
}

static bool
put_plain(void *data, int64_t row)
{
    struct writer *w = data;
    struct store_issue issue;
    if (w->n++ == MAX_PLAIN) {
        fprintf(w->out,
                "<p>The list ends here, after %d findings; all are "
                "there with JavaScript.</p>\n",
                MAX_PLAIN);
        return false;
    }
    const struct finding *f = store_show(w->store, w->scratch, row, &issue);
    if (f == NULL)
        return false;
    fprintf(w->out, "<h2>%s %s ", issue.id, f->rule->id);
    put_escaped(w->out, f->message);
    fputs("</h2>\n<p>", w->out);
    put_escaped(w->out, f->file);
    fprintf(w->out, ":%u, %s, %s, %s</p>\n", f->place.line,
            confidence_name(f->confidence), trigger_name(f->trigger),
            issue.verdict);
    put_steps(w->out, f);
    arena_reset(w->scratch);
    return true;
}

/* ---- data ------------------------------------------------------------ */

static bool
put_finding(void *data, int64_t row)
{
    struct writer *w = data;
    struct text out = {.keep = w->scratch};
    if (!page_detail(w->store, &out, row))
        return false;
    put_data(w, "f-", arena_printf(w->scratch, "%lld", (long long)row),
             text_str(&out));
    arena_reset(w->scratch);
    return true;
}

static bool
put_hash(void *data, const char *hash)
{
    struct writer *w = data;
    size_t n;
    const char *id = arena_strdup(w->scratch, hash);
    const char *text = store_text(w->store, w->scratch, id, &n);
    json_t *value = report_json_words(text);
    char *json = json_dumps(value, JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
    if (json == NULL)
        die("out of memory");
    put_data(w, "s-", id, json);
    free(json);
    json_decref(value);
    arena_reset(w->scratch);
    return true;
}

static bool
put_one(struct writer *w, const char *id,
        bool (*make)(struct writer *, struct text *, int64_t), int64_t run)
{
    struct text out = {.keep = w->scratch};
    if (!make(w, &out, run))
        return false;
    put_data(w, "", id, text_str(&out));
    arena_reset(w->scratch);
    return true;
}

static bool
make_audit(struct writer *w, struct text *out, int64_t run)
{
    (void)run;
    return store_part(w->store, out, PART_AUDIT, 0);
}

static bool
make_diff(struct writer *w, struct text *out, int64_t run)
{
    int64_t base = store_run_last(w->store, run);
    if (base != 0)
        return store_part_diff(w->store, out, base, run, false);
    text_add(out, "[]");
    return true;
}

static bool
put_all(struct writer *w, const struct page_options *o, int64_t run)
{
    struct text out = {.keep = w->scratch};
    if (!page_overview(w->store, &out, o, true, run))
        return false;
    put_data(w, "", "overview", text_str(&out));
    arena_reset(w->scratch);
    return put_one(w, "audit", make_audit, run) &&
           put_one(w, "diff", make_diff, run) &&
           store_public(w->store, run, put_finding, w) &&
           store_hashes(w->store, run, put_hash, w);
}

/* ---- the file -------------------------------------------------------- */

static void
put_head(FILE *out, const char *project)
{
    fprintf(out,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
            "<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\""
            "default-src 'none'; script-src %s; style-src %s; "
            "base-uri 'none'; form-action 'none'\">\n"
            "<meta name=\"viewport\" content=\"width=device-width\">\n"
            "<meta name=\"referrer\" content=\"no-referrer\">\n<title>",
            page_js_hash, page_css_hash);
    put_escaped(out, project);
    fprintf(out, " - refaudit</title>\n<style>%s</style>\n</head>\n<body>\n",
            (const char *)page_css_bytes);
}

bool
page_export(struct store *s, FILE *out, const struct page_options *o)
{
    int64_t run = store_run_last(s, 0);
    arena *scratch = arena_new();
    struct writer w = {out, s, scratch, 0};
    put_head(out, o->project);
    fputs((const char *)page_html_bytes, out);
    fputs("<noscript>\n", out);
    bool good = store_hold_still(s) && store_public(s, run, put_plain, &w);
    fputs("</noscript>\n", out);
    good = good && put_all(&w, o, run);
    fprintf(out, "<script>%s</script>\n</body>\n</html>\n",
            (const char *)page_js_bytes);
    arena_free(scratch);
    errno = 0;
    return good && fflush(out) == 0 && !ferror(out);
}
