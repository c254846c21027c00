/* `refaudit cc`: the options of the wrapper, from ours. */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "experiment.h"
#include "wrap.h"

#define COMPILE_DB "compile_commands.json"

/* Builds change directories: the environment names one place for all. */
static const char *
record_file(const struct options *o)
{
    if (o->record == NULL || strcmp(o->record, "auto") != 0)
        return o->record;
    const char *place = getenv("REFAUDIT_COMPILE_DB");
    return place != NULL && *place != '\0' ? place : COMPILE_DB;
}

int
cc_command(const struct options *o)
{
    struct wrap_options w = {
        .record = record_file(o), .compile = o->compile, .cxx = o->cxx};
    if (o->instrument) {
        const char *runtime = experiment_runtime(o->keep, o);
        if (runtime == NULL)
            return usage_error("the companion runtime is not where refaudit "
                               "is");
        w.include = arena_printf(o->keep, "%s/include", runtime);
    }
    return wrap_run(o->keep, &w, o->args.v, o->args.n);
}
