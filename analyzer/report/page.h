/* The review page: one set of assets, in one file or from a small server.
 *
 * Names, lines and messages come from analysed source and are untrusted.
 * They reach the page as JSON only, never as markup, and the page puts them
 * into text nodes only; the policy it is sent with allows no script and no
 * style but its own.
 */
#ifndef REFAUDIT_PAGE_H
#define REFAUDIT_PAGE_H

#include "store.h"

/* The assets, from analyzer/report/page/. */
extern const unsigned char page_html_bytes[], page_css_bytes[],
    page_js_bytes[];
/* What a policy calls them: 'sha256-...' */
extern const char page_css_hash[], page_js_hash[];

struct page_options {
    const char *database; /* its path */
    const char *project;  /* a name for people */
    const char *author;   /* of verdicts given on the page; NULL: none are */
    unsigned port;        /* of the server; 0: a free one */
};

/* JSON.  `run` 0: the latest one.  False when the database refused. */
bool page_overview(struct store *s, struct text *out,
                   const struct page_options *o, bool is_file, int64_t run);
bool page_detail(struct store *s, struct text *out, int64_t finding);

/* One file that needs nothing else.  Confidential findings stay out.
 * False with errno set, or 0 when the database refused. */
bool page_export(struct store *s, FILE *out, const struct page_options *o);

/* Serves 127.0.0.1 until SIGINT or SIGTERM; prints the address on stdout.
 * False with *error in keep. */
bool page_serve(arena *keep, const struct page_options *o, const char **error);

#endif
