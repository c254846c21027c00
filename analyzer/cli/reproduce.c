/* A script for one finding: it runs the command again with a plan of one
 * trial, and says what the runtime saw. */
#include "reproduce.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "session.h"

static const char script[] =
    "#!/usr/bin/env python3\n"
    "%s\n"
    "import os\n"
    "import subprocess\n"
    "import sys\n"
    "import tempfile\n"
    "\n"
    "RUNTIME = %s\n"
    "COMMAND = %s\n"
    "DIRECTORY = %s\n"
    "PLAN = (%s)\n"
    "QUIET = ('start', 'object', 'import', 'entry', 'hit', 'total', 'calls',\n"
    "         'end')\n"
    "\n"
    "with tempfile.TemporaryDirectory() as place:\n"
    "    log, plan = place + '/log', place + '/plan'\n"
    "    with open(plan, 'w') as f:\n"
    "        f.write(PLAN.replace('@LOG@', log))\n"
    "    path = os.pathsep.join(\n"
    "        filter(None, [RUNTIME, os.environ.get('PYTHONPATH')]))\n"
    "    subprocess.run(COMMAND, cwd=DIRECTORY, env=dict(\n"
    "        os.environ, PYTHONPATH=path, REFAUDIT_PLAN=plan))\n"
    "    with open(log) as f:\n"
    "        records = [line.rstrip('\\n').split('\\t') for line in f]\n"
    "seen = [r for r in records if r[0] not in QUIET]\n"
    "for r in seen:\n"
    "    print(r[0], *r[2:])\n"
    "print(__doc__)\n"
    "found = any(r[0] == 'trial' and r[3] in ('found', 'crash')\n"
    "            for r in seen)\n"
    "print('It happened again.' if found else 'It did not happen.')\n"
    "sys.exit(1 if found else 0)\n";

/* A text as Python writes it. */
static void
add_literal(struct text *t, const char *s)
{
    text_add(t, "'");
    for (; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '\n')
            text_add(t, s[1] == '\0' ? "\\n" : "\\n'\n    '");
        else if (c == '\t')
            text_add(t, "\\t");
        else if (c == '\'' || c == '\\')
            text_printf(t, "\\%c", c);
        else if (c < ' ' || c == 0x7f)
            text_printf(t, "\\x%02x", c);
        else
            text_add_n(t, s, 1);
    }
    text_add(t, "'");
}

static const char *
literal(arena *keep, const char *s)
{
    struct text t = {.keep = keep};
    add_literal(&t, s);
    return text_str(&t);
}

static const char *
list(arena *keep, const struct strings *words)
{
    struct text t = {.keep = keep};
    for (size_t i = 0; i < words->n; i++) {
        text_add(&t, i == 0 ? "[" : ", ");
        add_literal(&t, words->v[i]);
    }
    text_add(&t, words->n == 0 ? "[]" : "]");
    return text_str(&t);
}

static bool
write_script(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    bool good = f != NULL && fputs(text, f) >= 0;
    good = f != NULL && fclose(f) == 0 && good;
    return good && chmod(path, 0755) == 0;
}

bool
reproduce_write(const struct experiment *e, const char *id, const char *claim,
                const struct trial *t)
{
    const char *dir = e->o->scripts;
    char here[PATH_MAX];
    struct plan p = {
        .replay = true, .log = "@LOG@", .trials = &t, .n_trials = 1};
    if (dir == NULL || t == NULL)
        return true;
    experiment_plan(e, &p);
    const char *path = arena_printf(e->keep, "%s/%s.py", dir, id);
    if ((mkdir(dir, 0777) == 0 || errno == EEXIST) &&
        getcwd(here, sizeof here) != NULL &&
        write_script(path,
                     arena_printf(e->keep, script, literal(e->keep, claim),
                                  literal(e->keep, e->runtime),
                                  list(e->keep, e->command),
                                  literal(e->keep, here),
                                  literal(e->keep, plan_text(e->keep, &p)))))
        return true;
    fprintf(stderr, "refaudit: cannot write %s: %s\n", path, strerror(errno));
    return false;
}
