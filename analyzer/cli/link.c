/* `refaudit link`: phase 2 over units that were parsed elsewhere. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "commands.h"
#include "plan.h"

static bool
same_command(const struct command *a, const struct command *b)
{
    if (strcmp(a->file, b->file) != 0 || a->n_args != b->n_args ||
        strcmp(a->directory, b->directory) != 0)
        return false;
    for (size_t i = 0; i < a->n_args; i++)
        if (strcmp(a->args[i], b->args[i]) != 0)
            return false;
    return true;
}

/* Without a plan the units themselves are one. */
static void
plan_from_objects(struct check *k, const struct object *objects, size_t n)
{
    struct commands *c = &k->commands;
    c->root = objects[0].root;
    c->source = "units";
    c->v = ARENA_ARRAY(k->s.keep, struct command, n);
    for (size_t i = 0; i < n; i++)
        c->v[c->n++] = objects[i].command;
}

static void
take_units(struct check *k, const struct object *objects, size_t n)
{
    struct commands *c = &k->commands;
    k->units = ARENA_ARRAY(k->s.keep, struct unit_result, c->n);
    for (size_t i = 0; i < c->n; i++) {
        k->units[i] = (struct unit_result){
            .path = short_path(c->root, c->v[i].file),
            .status = "skipped",
            .reason = "its parsed unit was not given"};
        for (size_t j = 0; j < n; j++)
            if (same_command(&c->v[i], &objects[j].command))
                k->units[i] = objects[j].unit;
    }
}

static bool
one_root(const struct check *k, const struct object *objects, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(objects[i].root, k->commands.root) != 0) {
            usage_error("%s: was parsed for %s, not for %s", k->s.o->args.v[i],
                        objects[i].root, k->commands.root);
            return false;
        }
    return true;
}

int
link_find(struct check *k)
{
    const struct options *o = k->s.o;
    const char *error = NULL;
    struct object *objects = ARENA_ARRAY(k->s.keep, struct object, o->args.n);
    for (size_t i = 0; i < o->args.n; i++)
        if (!object_read(o->args.v[i], &objects[i], k->s.keep, &error))
            return usage_error("%s", error);
    if (o->plan == NULL)
        plan_from_objects(k, objects, o->args.n);
    else if (!plan_read(o->plan, &k->commands, k->s.keep, &error))
        return usage_error("%s", error);
    if (!one_root(k, objects, o->args.n))
        return EXIT_USAGE;
    take_units(k, objects, o->args.n);
    return EXIT_CLEAN;
}
