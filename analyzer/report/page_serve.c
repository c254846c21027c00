/* The review page from a small server, for the user of this machine only.
 *
 * Any page in the browser can send requests to 127.0.0.1, and a name of
 * its own can be made to resolve to it.  So the path holds a random token,
 * Host must be ours, an Origin must be ours, and what writes must carry the
 * token in a header, too, which no other page can set.
 */
#include "page.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "paint.h"
#include "part.h"
#include "review.h"

#define MAX_BODY (256 * 1024)
#define MAX_TRIAGED 5000

#define POLICY                                                                \
    "default-src 'none'; script-src 'self'; style-src 'self'; "               \
    "connect-src 'self'; base-uri 'none'; form-action 'none'; "               \
    "frame-ancestors 'none'"

struct server {
    const struct page_options *o;
    unsigned port;
    char token[33];
    struct store *writer; /* NULL: read only, or it was refused */
    arena *writer_keep;
};

/* One request, from its first header to its end. */
struct request {
    arena *keep;
    struct text body;
    bool too_long;
};

struct reply {
    unsigned status;
    const char *type;
    const char *bytes;
    size_t n;
};

/* ---- answers --------------------------------------------------------- */

static struct reply
say(unsigned status, const char *what)
{
    return (struct reply){status, "text/plain; charset=utf-8", what,
                          strlen(what)};
}

static struct reply
say_json(struct text *out)
{
    return (struct reply){MHD_HTTP_OK, "application/json", text_str(out),
                          out->n};
}

static struct reply
say_asset(const char *type, const unsigned char *bytes)
{
    return (struct reply){MHD_HTTP_OK, type, (const char *)bytes,
                          strlen((const char *)bytes)};
}

static enum MHD_Result
send_answer(struct MHD_Connection *c, const struct reply *a)
{
    static const char *const headers[][2] = {
        {"Content-Security-Policy", POLICY},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cache-Control", "no-store"},
    };
    struct MHD_Response *r = MHD_create_response_from_buffer(
        a->n, (void *)(uintptr_t)a->bytes, MHD_RESPMEM_MUST_COPY);
    if (r == NULL)
        return MHD_NO;
    MHD_add_response_header(r, "Content-Type", a->type);
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        MHD_add_response_header(r, headers[i][0], headers[i][1]);
    enum MHD_Result sent = MHD_queue_response(c, a->status, r);
    MHD_destroy_response(r);
    return sent;
}

/* ---- who asks -------------------------------------------------------- */

static const char *
header(struct MHD_Connection *c, const char *name)
{
    return MHD_lookup_connection_value(c, MHD_HEADER_KIND, name);
}

/* No early end: the time it takes says nothing of where they differ. */
static bool
same_secret(const char *a, const char *b, size_t n)
{
    unsigned char differ = 0;
    for (size_t i = 0; i < n; i++)
        differ |= (unsigned char)(a[i] ^ b[i]);
    return differ == 0;
}

static bool
is_ours(const struct server *s, const char *prefix, const char *value)
{
    static const char *const names[] = {"127.0.0.1", "localhost"};
    for (size_t i = 0; i < 2; i++) {
        char ours[64];
        snprintf(ours, sizeof ours, "%s%s:%u", prefix, names[i], s->port);
        if (strcmp(value, ours) == 0)
            return true;
    }
    return false;
}

/* NULL when the request may be answered; *status otherwise. */
static const char *
objection(const struct server *s, struct MHD_Connection *c, const char *url,
          unsigned *status)
{
    const char *host = header(c, "Host"), *origin = header(c, "Origin");
    *status = MHD_HTTP_MISDIRECTED_REQUEST;
    if (host == NULL || !is_ours(s, "", host))
        return "This server answers to 127.0.0.1 only.\n";
    *status = MHD_HTTP_FORBIDDEN;
    if (origin != NULL && !is_ours(s, "http://", origin))
        return "No other page may ask this server.\n";
    size_t n = strlen(s->token);
    if (strlen(url) < n + 2 || url[0] != '/' || url[n + 1] != '/' ||
        !same_secret(url + 1, s->token, n))
        return "Open the address that refaudit serve printed.\n";
    return NULL;
}

/* ---- reading --------------------------------------------------------- */

static int64_t
number(struct MHD_Connection *c, const char *name)
{
    const char *text = MHD_lookup_connection_value(c, MHD_GET_ARGUMENT_KIND,
                                                   name);
    return text == NULL ? 0 : strtoll(text, NULL, 10);
}

static bool
source_json(struct store *s, arena *keep, struct text *out, const char *hash)
{
    size_t n;
    json_t *value = report_json_words(
        hash == NULL ? NULL : store_text(s, keep, hash, &n));
    char *json = json_dumps(value, JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
    if (json == NULL)
        die("out of memory");
    text_add(out, json);
    free(json);
    json_decref(value);
    return *store_error(s) == '\0';
}

static bool
read_answer(const struct server *s, struct store *store,
            struct MHD_Connection *c, const char *what, struct text *out)
{
    if (strcmp(what, "overview") == 0)
        return page_overview(store, out, s->o, false, number(c, "run"));
    if (strcmp(what, "finding") == 0)
        return page_detail(store, out, number(c, "row"));
    if (strcmp(what, "audit") == 0)
        return store_part(store, out, PART_AUDIT, 0);
    if (strcmp(what, "stamp") == 0)
        return store_stamp(store, out);
    if (strcmp(what, "diff") == 0)
        return store_part_diff(store, out, number(c, "base"),
                               number(c, "head"), true);
    return source_json(
        store, out->keep, out,
        MHD_lookup_connection_value(c, MHD_GET_ARGUMENT_KIND, "hash"));
}

/* The database is opened anew: it may be another one by now. */
static struct reply
answer_read(const struct server *s, struct request *q,
            struct MHD_Connection *c, const char *what)
{
    static const char *const known[] = {
        "overview", "finding", "audit", "stamp", "diff", "source", NULL};
    const char *error = NULL;
    struct text out = {.keep = q->keep};
    if (!str_is_one_of(what, known))
        return say(MHD_HTTP_NOT_FOUND, "There is no such page.\n");
    struct store *store = store_open(q->keep, s->o->database, STORE_READ,
                                     &error);
    if (store == NULL)
        return say(MHD_HTTP_INTERNAL_SERVER_ERROR, error);
    bool good = read_answer(s, store, c, what, &out);
    if (!good)
        error = arena_strdup(q->keep, store_error(store));
    store_close(store);
    return good ? say_json(&out) : say(MHD_HTTP_INTERNAL_SERVER_ERROR, error);
}

static struct reply
answer_document(struct request *q)
{
    struct text out = {.keep = q->keep};
    text_add(&out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                   "<meta charset=\"utf-8\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width\">\n"
                   "<title>refaudit</title>\n"
                   "<link rel=\"stylesheet\" href=\"page.css\">\n"
                   "<script defer src=\"page.js\"></script>\n"
                   "</head>\n<body>\n");
    text_add(&out, (const char *)page_html_bytes);
    text_add(&out, "<noscript><p>This page needs JavaScript; 'refaudit "
                   "show' does not.</p></noscript>\n</body>\n</html>\n");
    return (struct reply){MHD_HTTP_OK, "text/html; charset=utf-8",
                          text_str(&out), out.n};
}

static struct reply
answer_get(const struct server *s, struct request *q, struct MHD_Connection *c,
           const char *what)
{
    if (*what == '\0')
        return answer_document(q);
    if (strcmp(what, "page.css") == 0)
        return say_asset("text/css; charset=utf-8", page_css_bytes);
    if (strcmp(what, "page.js") == 0)
        return say_asset("text/javascript; charset=utf-8", page_js_bytes);
    return answer_read(s, q, c, what);
}

/* ---- writing --------------------------------------------------------- */

static const char *
word(const json_t *o, const char *name)
{
    return json_string_value(json_object_get(o, name));
}

/* t NULL: the author's last word is taken back. */
static bool
append_all(struct server *s, const json_t *ids, const struct store_triage *t,
           const char **error)
{
    bool good = store_begin(s->writer);
    for (size_t i = 0; good && i < json_array_size(ids); i++) {
        const char *id = json_string_value(json_array_get(ids, i));
        good = id != NULL &&
               (t == NULL
                    ? store_triage_undo(s->writer, id, s->o->author, error)
                    : store_triage(s->writer, id, t, error));
    }
    return good && store_commit(s->writer);
}

/* What is said against a finding, the rule learns from: with a reason. */
static const char *
objection_to(const struct store_triage *t, size_t n_ids)
{
    static const char *const against[] = {"false-positive", "intentional",
                                          "wont-fix", NULL};
    bool silent = t->comment == NULL || *t->comment == '\0';
    if (n_ids == 0 || n_ids > MAX_TRIAGED)
        return "1 to 5000 ids are needed.";
    if (t->verdict == NULL)
        return "A verdict is needed.";
    if (str_is_one_of(t->verdict, against) && t->why == NULL && silent)
        return "This verdict needs a reason.";
    return NULL;
}

/* NULL when it was appended: all of it or nothing. */
static const char *
append(struct server *s, struct request *q, const json_t *o)
{
    const json_t *ids = json_object_get(o, "ids");
    struct store_triage t = {
        .verdict = word(o, "verdict"),
        .why = word(o, "why"),
        .comment = word(o, "comment"),
        .author = s->o->author,
        .confidential = json_is_true(json_object_get(o, "confidential")),
    };
    bool undo = json_is_true(json_object_get(o, "undo"));
    if (undo)
        t.verdict = "unreviewed"; /* what held before is looked up */
    const char *error = objection_to(&t, json_array_size(ids));
    if (error != NULL)
        return error;
    if (append_all(s, ids, undo ? NULL : &t, &error))
        return NULL;
    if (error == NULL)
        error = "An id is no string.";
    if (*store_error(s->writer) != '\0')
        error = store_error(s->writer);
    return arena_strdup(q->keep, error);
}

static void
writer_close(struct server *s)
{
    store_close(s->writer);
    arena_free(s->writer_keep);
    s->writer = NULL;
    s->writer_keep = NULL;
}

static bool
writer_open(struct server *s, const char **error)
{
    s->writer_keep = arena_new();
    s->writer = store_open(s->writer_keep, s->o->database, STORE_WRITE, error);
    return s->writer != NULL;
}

/* A refusal spoils the store, not the session. */
static struct reply
answer_triage(struct server *s, struct request *q)
{
    const char *error = NULL;
    json_t *o = json_loadb(text_str(&q->body), q->body.n, 0, NULL);
    if (!json_is_object(o))
        error = "The body is no JSON object.";
    else if (s->writer == NULL && !writer_open(s, &error))
        error = arena_strdup(q->keep, error);
    else if ((error = append(s, q, o)) != NULL)
        writer_close(s);
    json_decref(o);
    return error == NULL
               ? (struct reply){MHD_HTTP_OK, "application/json", "{}", 2}
               : say(MHD_HTTP_BAD_REQUEST, error);
}

static struct reply
answer_post(struct server *s, struct request *q, struct MHD_Connection *c,
            const char *what)
{
    const char *token = header(c, "X-Refaudit-Token");
    const char *type = header(c, "Content-Type");
    if (strcmp(what, "triage") != 0)
        return say(MHD_HTTP_NOT_FOUND, "There is no such page.\n");
    if (s->o->author == NULL)
        return say(MHD_HTTP_FORBIDDEN,
                   "Read only; 'refaudit serve --write' takes verdicts.\n");
    if (token == NULL || strlen(token) != strlen(s->token) ||
        !same_secret(token, s->token, strlen(s->token)))
        return say(MHD_HTTP_FORBIDDEN, "The token is missing.\n");
    if (type == NULL || !str_starts(type, "application/json"))
        return say(MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, "JSON only.\n");
    if (q->too_long)
        return say(MHD_HTTP_CONTENT_TOO_LARGE, "That is too much.\n");
    return answer_triage(s, q);
}

/* ---- requests -------------------------------------------------------- */

static struct reply
answer_of(struct server *s, struct request *q, struct MHD_Connection *c,
          const char *url, const char *method)
{
    unsigned status;
    const char *why = objection(s, c, url, &status);
    if (why != NULL)
        return say(status, why);
    const char *what = url + strlen(s->token) + 2;
    if (strcmp(method, MHD_HTTP_METHOD_GET) == 0)
        return answer_get(s, q, c, what);
    if (strcmp(method, MHD_HTTP_METHOD_POST) == 0)
        return answer_post(s, q, c, what);
    return say(MHD_HTTP_METHOD_NOT_ALLOWED, "GET and POST only.\n");
}

static enum MHD_Result
on_request(void *data, struct MHD_Connection *c, const char *url,
           const char *method, const char *version, const char *upload,
           size_t *upload_n, void **state)
{
    struct request *q = *state;
    (void)version;
    if (q == NULL) {
        arena *keep = arena_new();
        q = ARENA_NEW(keep, struct request);
        q->keep = q->body.keep = keep;
        *state = q;
        return MHD_YES;
    }
    if (*upload_n > 0) {
        q->too_long = q->too_long || q->body.n + *upload_n > MAX_BODY;
        if (!q->too_long)
            text_add_n(&q->body, upload, *upload_n);
        *upload_n = 0;
        return MHD_YES;
    }
    struct reply a = answer_of(data, q, c, url, method);
    return send_answer(c, &a);
}

static void
on_end(void *data, struct MHD_Connection *c, void **state,
       enum MHD_RequestTerminationCode how)
{
    struct request *q = *state;
    (void)data, (void)c, (void)how;
    if (q != NULL)
        arena_free(q->keep);
    *state = NULL;
}

/* ---- the server ------------------------------------------------------ */

static bool
token_make(struct server *s)
{
    unsigned char bytes[16];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return false;
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(s->token + 2 * i, 3, "%02x", bytes[i]);
    return true;
}

/* One thread answers: a store is not for two. */
static struct MHD_Daemon *
daemon_start(struct server *s)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t)s->o->port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    return MHD_start_daemon(
        MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD, (uint16_t)s->o->port,
        NULL, NULL, on_request, s, MHD_OPTION_SOCK_ADDR, &address,
        MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL, MHD_OPTION_CONNECTION_LIMIT,
        64u, MHD_OPTION_CONNECTION_TIMEOUT, 60u, MHD_OPTION_END);
}

/* The signals are blocked before the thread starts, so that none of them
 * ends the process in the middle of an answer. */
static bool
serve_until_signal(struct server *s, arena *keep, const char **error)
{
    sigset_t wanted;
    int signal_number;
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGINT);
    sigaddset(&wanted, SIGTERM);
    sigaddset(&wanted, SIGHUP);
    sigprocmask(SIG_BLOCK, &wanted, NULL);
    struct MHD_Daemon *daemon = daemon_start(s);
    if (daemon == NULL) {
        *error = arena_printf(keep, "cannot listen on 127.0.0.1:%u: %s",
                              s->o->port, strerror(errno));
        return false;
    }
    s->port = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    printf("http://127.0.0.1:%u/%s/\n", s->port, s->token);
    fflush(stdout);
    sigwait(&wanted, &signal_number);
    MHD_stop_daemon(daemon);
    return true;
}

bool
page_serve(arena *keep, const struct page_options *o, const char **error)
{
    struct server s = {.o = o};
    if (!token_make(&s)) {
        *error = "no random numbers to be had";
        return false;
    }
    if (o->author != NULL && !writer_open(&s, error)) {
        *error = arena_strdup(keep, *error);
        arena_free(s.writer_keep);
        return false;
    }
    bool good = serve_until_signal(&s, keep, error);
    writer_close(&s);
    return good;
}
