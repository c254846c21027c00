/* One run of the user's command under the companion runtime. */
#ifndef REFAUDIT_EXPERIMENT_H
#define REFAUDIT_EXPERIMENT_H

#include "options.h"
#include "scratch.h"
#include "trials.h"

struct experiment {
    arena *keep;
    const struct options *o;
    const struct strings *command;
    const char *runtime; /* directory */
    const char *dir;     /* where plans and logs go */
    struct scratch scratch;
    struct strings objects, trees;
    symtab *syms;
    struct facts facts;
    struct log recorded, replayed;
    struct recording *recording;     /* NULL until recorded */
    int exit_code, second_exit_code; /* of the command, 128 + signal */
    double seconds, second_seconds;
    double work;      /* seconds of the processor that the first run took */
    unsigned replays; /* how often it ran with trials */
};

/* EXIT_CLEAN, or the exit code after saying what is wrong. */
int experiment_open(struct experiment *e, const struct options *o,
                    const struct strings *files);
/* The command as it is, and what it reached. */
int experiment_record(struct experiment *e);
/* Once more, with trials that were in none before; `owners`: the lines of what
 * is lost are looked for.  By its end, so many
 * hundredths of the budget may be used up. */
int experiment_replay(struct experiment *e, const struct trial *const *trials,
                      size_t n, unsigned share, bool owners);
/* Less than so many hundredths of the budget are used up. */
bool experiment_has_time(const struct experiment *e, unsigned share);
/* What every plan of it has. */
void experiment_plan(const struct experiment *e, struct plan *p);
void experiment_close(struct experiment *e);

const char *experiment_python(const struct experiment *e); /* "3.11.2" */
/* How the command ended, for people. */
const char *experiment_course(const struct experiment *e);
/* Says how many of the trials there was no time for. */
void experiment_left_out(const struct experiment *e, size_t planned);

/* The directory of the companion runtime, or NULL. */
const char *experiment_runtime(arena *keep, const struct options *o);

#endif
