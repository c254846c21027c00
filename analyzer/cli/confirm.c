/* `refaudit confirm`: run the user's command, see what the findings do. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "claims.h"
#include "commands.h"
#include "database.h"
#include "experiment.h"
#include "replays.h"
#include "reproduce.h"
#include "session.h"

/* ---- the findings ------------------------------------------------------- */

struct confirm {
    const struct options *o;
    arena *keep;
    const char *db;
    struct claims claims;
    struct experiment e;
    struct replays r;
};

static int
load_claims(struct confirm *k)
{
    struct store *s = database_open(k->o, STORE_READ);
    if (s == NULL)
        return EXIT_USAGE;
    k->db = database_path(k->o);
    bool good = claims_load(k->o, s, false, &k->claims);
    int code = good ? EXIT_CLEAN : usage_error("%s", store_error(s));
    store_close(s);
    if (good && k->claims.n == 0) {
        fprintf(stderr, "refaudit: there is no such finding in %s\n", k->db);
        return EXIT_INCOMPLETE;
    }
    return code;
}

/* ---- saying and keeping it ---------------------------------------------- */

static bool
write_scripts(const struct confirm *k)
{
    bool good = true;
    for (size_t i = 0; i < k->claims.n; i++)
        if (k->r.evidence[i].outcome == CLAIM_REPRODUCED)
            good = reproduce_write(&k->e, k->claims.v[i].id,
                                   replays_text(&k->r, i),
                                   k->r.evidence[i].trial) &&
                   good;
    return good;
}

static struct strings
command_again(const struct confirm *k, const struct claim *c)
{
    struct strings again = {0};
    const char *const head[] = {"refaudit",  "confirm", "--db", k->db,
                                "--finding", c->id,     "--"};
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        VEC_PUSH(k->keep, &again, head[i]);
    for (size_t i = 0; i < k->o->args.n; i++)
        VEC_PUSH(k->keep, &again, k->o->args.v[i]);
    return again;
}

static int
keep_evidence(struct confirm *k)
{
    struct store *s = database_open(k->o, STORE_WRITE);
    if (s == NULL)
        return EXIT_USAGE;
    bool good = store_begin(s);
    for (size_t i = 0; i < k->claims.n && good; i++) {
        struct strings again = command_again(k, &k->claims.v[i]);
        good = replays_keep(&k->r, s, i, &again);
    }
    good = good && store_commit(s);
    if (!good)
        fprintf(stderr, "refaudit: %s\n", store_error(s));
    store_close(s);
    return good ? EXIT_CLEAN : EXIT_INTERNAL;
}

static void
summarise(const struct confirm *k)
{
    struct text t = {.keep = k->keep};
    for (int i = 0; i <= CLAIM_INCONCLUSIVE; i++)
        if (k->r.n_of[i] > 0)
            text_printf(&t, "%s%zu %s", t.n == 0 ? "" : ", ", k->r.n_of[i],
                        claim_outcome_name((enum outcome_of_claim)i));
    fprintf(stderr, "Python %s; %s\n  %s\n", experiment_python(&k->e),
            experiment_course(&k->e), text_str(&t));
    experiment_left_out(&k->e, k->r.done.n);
}

/* ---- all of it ---------------------------------------------------------- */

static int
confirm(struct confirm *k)
{
    int code = load_claims(k);
    if (code == EXIT_CLEAN)
        code = experiment_open(&k->e, k->o, &k->claims.files);
    if (code == EXIT_CLEAN)
        code = experiment_record(&k->e);
    if (code != EXIT_CLEAN)
        return code;
    k->r = (struct replays){
        .o = k->o, .keep = k->keep, .claims = &k->claims, .e = &k->e};
    size_t bad = replays_check_code(&k->r);
    code = replays_try(&k->r);
    if (code != EXIT_CLEAN)
        return code;
    for (size_t i = 0; i < k->claims.n; i++)
        puts(replays_text(&k->r, i));
    fflush(stdout);
    summarise(k);
    code = keep_evidence(k);
    if (code == EXIT_CLEAN && !write_scripts(k))
        code = EXIT_USAGE;
    if (code != EXIT_CLEAN)
        return code;
    if (k->r.n_of[CLAIM_REPRODUCED] > 0)
        return EXIT_FINDINGS;
    return bad > 0 ? EXIT_INCOMPLETE : EXIT_CLEAN;
}

int
confirm_command(const struct options *o)
{
    struct confirm k = {.o = o, .keep = o->keep};
    int code = confirm(&k);
    experiment_close(&k.e);
    return code;
}
