/* Records of the runtime as rules and sentences. */
#include "reading.h"

#include <stdlib.h>
#include <string.h>

const char *
sight_field(const struct log_sight *s, size_t i)
{
    return i < s->n_fields ? s->fields[i] : "-";
}

/* The call that first gave it, else one that gave it later. */
static const char *
either(const char *born, const char *given)
{
    return strcmp(born, "-") == 0 ? given : born;
}

static bool
read_memory(const struct log_sight *s, struct reading *out)
{
    if (strcmp(s->what, "leak") == 0) {
        bool block = strcmp(sight_field(s, 0), "block") == 0;
        *out = (struct reading){block ? "MEM003" : "REF001",
                                sight_field(s, 1),
                                "-",
                                true,
                                sight_field(s, 2),
                                block ? "a block of %s is lost"
                                      : "a '%s' is lost",
                                strtoul(sight_field(s, 4), NULL, 10),
                                strtoul(sight_field(s, 3), NULL, 10)};
        return true;
    }
    if (strcmp(s->what, "refleak") == 0) {
        *out = (struct reading){"REF001",
                                either(sight_field(s, 0), sight_field(s, 6)),
                                "-",
                                true,
                                sight_field(s, 1),
                                "a reference to a '%s' is lost",
                                strtoul(sight_field(s, 3), NULL, 10),
                                strtoul(sight_field(s, 3), NULL, 10)};
        return true;
    }
    if (strcmp(s->what, "overdecref") == 0) {
        *out = (struct reading){"REF002",
                                either(sight_field(s, 0), sight_field(s, 5)),
                                "-",
                                true,
                                sight_field(s, 1),
                                "a '%s' is released once too often",
                                strtoul(sight_field(s, 3), NULL, 10),
                                strtoul(sight_field(s, 3), NULL, 10)};
        return true;
    }
    if (strcmp(s->what, "family") == 0) {
        *out = (struct reading){"MEM001",
                                sight_field(s, 1),
                                sight_field(s, 3),
                                true,
                                sight_field(s, 0),
                                "a block of %s goes back to another family",
                                1,
                                1};
        return true;
    }
    return false;
}

bool
sight_is_placed(const struct log_sight *s)
{
    return strchr(sight_field(s, 1), '+') != NULL ||
           strcmp(sight_field(s, 5), "-") != 0;
}

static bool
read_crash(const struct log_sight *s, struct reading *out)
{
    if (strcmp(s->what, "uaf") == 0) {
        bool ours = strchr(sight_field(s, 5), '+') != NULL;
        bool written = strcmp(sight_field(s, 0), "written") == 0;
        *out = (struct reading){
            strcmp(sight_field(s, 0), "twice") == 0 ? "MEM004" : "REF003",
            sight_field(s, 1),
            written ? sight_field(s, 2)
            : ours  ? sight_field(s, 5)
                    : sight_field(s, 3),
            written || !ours,
            sight_field(s, 4),
            "a '%s' is used after it was freed",
            1,
            1};
        return true;
    }
    if (strcmp(s->what, "crash") == 0) {
        bool ours = strchr(sight_field(s, 1), '+') != NULL;
        bool known = sight_is_placed(s);
        bool null = known && strcmp(sight_field(s, 4), "null") == 0;
        bool freed = known && strcmp(sight_field(s, 4), "freed") == 0;
        *out = (struct reading){null    ? "NUL001"
                                : freed ? "REF003"
                                        : "RUN001",
                                "-",
                                ours ? sight_field(s, 1) : sight_field(s, 2),
                                !ours,
                                "-",
                                null ? "NULL is used without a test"
                                : freed
                                    ? "something is used after it was freed"
                                    : "the process dies",
                                1,
                                1};
        return true;
    }
    return false;
}

static bool
read_exception(const struct log_sight *s, struct reading *out)
{
    bool inside = strcmp(s->what, "exception") == 0;
    bool plain = strcmp(s->what, "boundary") == 0;
    if (inside || plain) {
        const char *what = sight_field(s, inside ? 0 : 1);
        bool missing = strcmp(what, "null-without-exception") == 0;
        *out = (struct reading){missing ? "EXC001" : "EXC002",
                                "-",
                                plain ? sight_field(s, 0) : "-",
                                false,
                                "-",
                                missing ? "an error without an exception"
                                        : "a result with an exception set",
                                1,
                                1};
        return true;
    }
    if (strcmp(s->what, "pending") == 0) {
        *out = (struct reading){"EXC003", "-", sight_field(s, 0),
                                true,     "-", "a call with an exception set",
                                1,        1};
        return true;
    }
    if (strcmp(s->what, "locked") == 0) {
        *out = (struct reading){"FTH001", "-", sight_field(s, 0),
                                true,     "-", "a lock stays taken",
                                1,        1};
        return true;
    }
    if (strcmp(s->what, "thread") == 0) {
        *out = (struct reading){"GIL001", "-", sight_field(s, 0),
                                true,     "-", "a call without a thread state",
                                1,        1};
        return true;
    }
    return false;
}

/* What an experiment says of a type; its tp_dealloc is where it stands. */
static bool
read_type(const struct log_sight *s, struct reading *out)
{
    static const struct {
        const char *what, *rule, *sentence;
    } kinds[] = {
        {"kept", "TYP005", "an instance of '%s' died and kept its type"},
        {"misfreed", "TYP009", "the memory of a '%s' is given back wrongly"},
        {"cycle", "TYP002", "a cycle through a '%s' is never freed"},
        {"early", "TYP008", "a '%s' is tracked with fields that are not set"},
        {"untracked", "TYP006", "a '%s' is not known to the collector"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(s->what, kinds[i].what) != 0)
            continue;
        *out = (struct reading){kinds[i].rule,
                                "-",
                                sight_field(s, 1),
                                false,
                                sight_field(s, 0),
                                kinds[i].sentence,
                                1,
                                1};
        return true;
    }
    return false;
}

/* A type without a traverse function is none of them. */
static bool
read_traverse(const struct log_sight *s, struct reading *out)
{
    *out = (struct reading){"TYP001",
                            "-",
                            sight_field(s, 5),
                            false,
                            sight_field(s, 2),
                            "tp_traverse does not visit a '%s'",
                            1,
                            1};
    return strcmp(s->what, "traverse") == 0;
}

/* Whoever else has what is in the field, it never ends. */
static bool
read_unreleased(const struct log_sight *s, struct reading *out)
{
    *out = (struct reading){"TYP003",
                            "-",
                            sight_field(s, 3),
                            false,
                            sight_field(s, 2),
                            "a '%s' in a field is not released",
                            1,
                            1};
    return strcmp(s->what, "unreleased") == 0;
}

bool
sight_is_plain(const struct log_sight *s)
{
    return strcmp(s->what, "resurrected") == 0 ||
           (strcmp(s->what, "traverse") == 0 &&
            strcmp(sight_field(s, 4), "none") == 0);
}

bool
sight_read(const struct log_sight *s, const struct log_sight *owner, bool end,
           struct reading *g)
{
    bool read = read_memory(s, g) || read_crash(s, g) ||
                read_exception(s, g) || read_traverse(s, g) ||
                read_unreleased(s, g) || read_type(s, g);
    if (read && owner != NULL && strcmp(s->what, "uaf") == 0) {
        g->rule = "REF002";
        g->what = "a '%s' is released once too often, and used then";
    }
    if (read && end) {
        g->rule = "TYP003";
        g->what = "a '%s' in a field is not released";
        g->shown = sight_field(owner, 2);
        g->shown_call = false;
        g->born = "-";
    }
    return read;
}
