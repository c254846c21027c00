/* Findings of the analysis replayed: what becomes of each claim. */
#ifndef REFAUDIT_REPLAYS_H
#define REFAUDIT_REPLAYS_H

#include "claims.h"
#include "experiment.h"

struct replays {
    const struct options *o;
    arena *keep;
    struct claims *claims;
    struct experiment *e;      /* recorded */
    struct evidence *evidence; /* parallel to the claims */
    size_t n_of[CLAIM_INCONCLUSIVE + 1];
    bool brief;     /* no calls with other things */
    unsigned begun; /* hundredths of the budget that others may have used */
    struct trial_set {
        const struct trial **v; /* NULL: free */
        size_t n, size;
    } done; /* trials that were in a run */
};

/* Says of each object that is loaded whether it is the code that was
 * analysed; how much of it is not. */
size_t replays_check_code(struct replays *k);
/* Of all claims that are not left alone. */
int replays_try(struct replays *k);
/* One of them is kept, as seen by this command line. */
bool replays_keep(struct replays *k, struct store *s, size_t i,
                  const struct strings *command);
const char *replays_text(const struct replays *k, size_t i);

#endif
